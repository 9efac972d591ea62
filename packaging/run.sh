#!/bin/sh
# Opens AExDesk from this checkout, or runs one of its commands:  sh packaging/run.sh [COMMAND...]
# Makes .venv the first time, and again when what it needs has changed.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

# opens_window ARGUMENT...: no command among them.
opens_window() {
    while [ $# -gt 0 ]; do
        case $1 in
        --home) [ $# -gt 1 ] && shift ;;
        --home=*) ;;
        *) return 1 ;;
        esac
        shift
    done
}

has_display() {
    [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]
}

libraries_missing=
# shellcheck disable=SC2086
need_packages $QT_PACKAGES $SCREEN_PACKAGES $BROWSER_PACKAGES || libraries_missing=yes
need_venv run
if [ -n "$libraries_missing$fresh_install" ] && ! qt_starts; then
    stop "Qt does not start: the system library named above is missing."
fi
[ -z "$libraries_missing" ] || say "Going on without them: the window opens; the Login tab's browser may not."

if has_display || ! opens_window "$@"; then
    exec "$VENV/bin/python" -m aexdesk "$@"
fi

say "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): opening the window on a virtual screen."
# shellcheck disable=SC2086
need_packages $VIRTUAL_SCREEN_PACKAGES || true
picture=$ROOT/build/aexdesk.png
mkdir -p "$ROOT/build"
rm -f "$picture"
if command -v xvfb-run >/dev/null 2>&1; then
    xvfb-run -a -s "-screen 0 1440x900x24" "$VENV/bin/python" -m aexdesk "$@" --screenshot "$picture"
else
    say "There is no xvfb-run either: Qt draws offscreen."
    QT_QPA_PLATFORM=offscreen "$VENV/bin/python" -m aexdesk "$@" --screenshot "$picture"
fi
say "The window was opened and closed again; what it showed: $picture"
