"""What runs in the box: bound into it file by file; nothing else of this project is."""
