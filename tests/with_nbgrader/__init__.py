"""nbgrader's own opinion of the assignments: `make nbgrader`."""
