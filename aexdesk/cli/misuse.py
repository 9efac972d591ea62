"""A command line that cannot be meant: told in a sentence of the command's own, exit code 2."""

from __future__ import annotations


class Misuse(Exception):
    """`str()` is the sentence, translated already."""
