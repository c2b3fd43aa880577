"""Measures answers: question sets, floors, rivals."""
