"""Requests in files: the folder beside the Console, what is saved there, its variables and its runs."""
