#!/bin/sh
# Tries a built program for the first time:  sh packaging/smoke.sh PROGRAM
# It must tell its version, walk the main job in a window (pictures in build/tour), and pass the canaries.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
[ $# = 1 ] || stop "Which program? sh packaging/smoke.sh build/freeze/with-browser/aexdesk/aexdesk"

told=$("$1" --version | tr -d '\r')
[ "$told" = "aexdesk $(version)" ] || stop "It says that it is $told, not aexdesk $(version)."

screen=
if ! has_display; then
    # shellcheck disable=SC2086 # one name a word
    need_packages $VIRTUAL_SCREEN_PACKAGES || stop "The tour needs a display, or xvfb-run."
    screen="xvfb-run -a"
fi
# Chromium refuses its sandbox to root.
[ "$(id -u)" != 0 ] || export QTWEBENGINE_DISABLE_SANDBOX=1
# shellcheck disable=SC2086 # several words, or none
$screen "$1" tour --out "$ROOT/build/tour"
sh "$ROOT/packaging/canaries.sh" "$1"
