#!/bin/sh
# Lets the window work for a long while, and tells what grew:  sh packaging/soak.sh [--minutes N] [--calls N] [--json FILE]
# The real window with its practice gateway and proxy: eight requests in the Console, a program outside that calls
# through the proxy, every tab visited again and again. 20 minutes or 200,000 calls, whichever comes first. Draws
# offscreen. Prints growth per 10,000 calls, what there was at start and end, and exits with 1 where something grew that
# must not. --every N: calls between two samples; --rate N: calls a second of the program outside; --leak NAME: plants
# a leak, to see it found.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

# shellcheck disable=SC2086 # one name a word
need_packages $QT_PACKAGES || say "Going on without them; Qt may not start."
need_venv test
cd "$ROOT"
exec "$VENV/bin/python" -m tests.soak "$@"
