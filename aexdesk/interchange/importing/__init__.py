"""Requests of this platform, out of the files of other programs. Pure; nothing here reads a file that one names."""
