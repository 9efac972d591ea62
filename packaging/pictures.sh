#!/bin/sh
# Takes a picture of every tab in every state, and draws sheets of them:
#   sh packaging/pictures.sh [TAB...] [--languages en,qps] [--states empty,filled,error,busy] [--out DIR]
# At 1280x800 light and dark; what is filled also at 900x600, and at 2560x1440 at twice the scale. Draws offscreen.
# Makes .venv the first time, and again when what it needs has changed. Without --out: build/pictures.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

# shellcheck disable=SC2086 # one name a word
need_packages $QT_PACKAGES || say "Going on without them; Qt may not start."
need_venv test
export QT_QPA_PLATFORM=offscreen
export PYTHON_KEYRING_BACKEND=keyring.backends.fail.Keyring AEXDESK_PSEUDO=1
cd "$ROOT"
exec "$VENV/bin/python" -m tests.pictures "$@"
