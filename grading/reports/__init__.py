"""Marks back to people: a table, a page for each student, a page for the instructor."""
