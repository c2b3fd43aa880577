"""Figures as lines of text and as pictures: bar charts, column charts and the timeline."""
