"""The graded notebooks: a folder each, with its source and what the marker has to know."""
