"""Keeps things: the data folder, the workspace database with its tables, body files, and the vault for secrets."""
