#!/bin/sh
# Takes the tour's pictures, light and dark, and approves them: the README shows them, and the test of the main job
# compares with them. Look at what has changed before it is committed:  git status .github/screenshots
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

# The same screen everywhere: the user's own would lend the pictures its fonts and its scale.
# shellcheck disable=SC2086 # one name a word
need_packages $QT_PACKAGES $SCREEN_PACKAGES $BROWSER_PACKAGES $VIRTUAL_SCREEN_PACKAGES
need_venv test
pictures=$ROOT/build/screenshots
mkdir -p "$ROOT/build"
cd "$ROOT"
export LANGUAGE=en
xvfb-run -a -s "-screen 0 1440x900x24" "$VENV/bin/python" -m aexdesk tour --theme both --out "$pictures"
QT_QPA_PLATFORM=offscreen "$VENV/bin/python" -m tests.tour.approved "$pictures"
