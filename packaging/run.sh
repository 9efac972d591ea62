#!/bin/sh
# Opens AExDesk from this checkout, or runs one of its commands:  sh packaging/run.sh [COMMAND...]
# Makes .venv the first time, and again when what it needs has changed. Without a display and a command: the tour.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

# opens_window ARGUMENT...: there is no command among them.
opens_window() {
    while [ $# -gt 0 ]; do
        case $1 in
        --home) [ $# -eq 1 ] || shift ;;
        --home=*) ;;
        *) return 1 ;;
        esac
        shift
    done
}

needs_qt() {
    case " $* " in *" tour "*) return 0 ;; esac
    opens_window "$@"
}

if ! needs_qt "$@"; then
    need_venv run
    exec "$VENV/bin/python" -m aexdesk "$@"
fi

packages="$QT_PACKAGES $SCREEN_PACKAGES $BROWSER_PACKAGES"
has_display || packages="$packages $VIRTUAL_SCREEN_PACKAGES"
incomplete=
# shellcheck disable=SC2086 # one name a word
need_packages $packages || incomplete=yes
need_venv run
if [ -n "$incomplete$fresh_install" ] && ! qt_starts; then
    stop "Qt does not start here: the lines above say why. Install what they name, then try again."
fi
[ -z "$incomplete" ] || say "Going on without them: Qt starts; the Login tab's browser may not."

if has_display; then
    exec "$VENV/bin/python" -m aexdesk "$@"
fi

# on_virtual_screen COMMAND...
on_virtual_screen() {
    say "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)."
    if command -v xvfb-run >/dev/null 2>&1; then
        say "Using a virtual screen."
        xvfb-run -a -s "-screen 0 1440x900x24" "$@"
    else
        say "There is no xvfb-run either: Qt draws offscreen."
        QT_QPA_PLATFORM=offscreen "$@"
    fi
}

if ! opens_window "$@"; then
    on_virtual_screen "$VENV/bin/python" -m aexdesk "$@"
    exit
fi
say "Walking through the main job, in a data folder of its own ..."
pictures=$ROOT/build/tour
code=0
on_virtual_screen "$VENV/bin/python" -m aexdesk "$@" tour --out "$pictures" || code=$?
say "What the window showed, step by step: $pictures"
exit "$code"
