"""What needs the box; on a machine that can't build it this folder stays out, by name."""
