"""The requests that are open side by side, each with its draft, its answer and its place in a file."""
