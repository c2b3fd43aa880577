"""Figures as lines of text and as pictures: charts, the timeline and the map of recommendations."""
