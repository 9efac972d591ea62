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

set -- "$1" tour --out "$ROOT/build/tour"
if ! has_display; then
    # shellcheck disable=SC2086 # one name a word
    need_packages $VIRTUAL_SCREEN_PACKAGES || stop "The tour needs a display, or xvfb-run."
    set -- xvfb-run -a -s "-screen 0 1280x800x24" "$@"
fi
# Chromium refuses its sandbox to root.
[ "$(id -u)" != 0 ] || export QTWEBENGINE_DISABLE_SANDBOX=1
"$@"
while [ "$1" = xvfb-run ] || [ "${1#-}" != "$1" ] || [ "${1#*x24}" != "$1" ]; do shift; done
sh "$ROOT/packaging/canaries.sh" "$1"
