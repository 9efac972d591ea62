"""Lets `python -m aexdesk` do what the `aexdesk` command does."""

import sys

from aexdesk.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
