"""What the program survives."""
