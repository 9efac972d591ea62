"""Where the frozen program begins: what the `aexdesk` command of the wheel does."""

import sys

from aexdesk.cli.main import run

sys.exit(run())
