#!/bin/sh
# Runs every check of AExDesk:  sh packaging/test.sh [--long] [--peers] [--display] [PYTEST ARGUMENT...]
#   --long     full counts and the soak, not samples
#   --peers    installs other people's clients into .venv-peers, and JavaScript ones into .node-peers where there is
#              Node.js, for the tests that run them against the practice gateway; what packaging/benchmarks.sh
#              compares with into .node-benchmarks; and the languages that it writes code in, where they are missing
#              and Debian's packages may be installed
#   --display  opens real windows (on a virtual screen where there is none) instead of drawing offscreen
# Makes .venv the first time, and again when what it needs has changed.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
# shellcheck source=packaging/peers.sh
. "$ROOT/packaging/peers.sh"
# shellcheck source=packaging/lanes.sh
. "$ROOT/packaging/lanes.sh"

options=
peers=
on_screen=
for argument do
    shift
    case $argument in
    --long) options="$options --long" ;;
    --display) options="$options --display" on_screen=yes ;;
    --peers) peers=yes ;;
    *) set -- "$@" "$argument" ;;
    esac
done

# ---------------------------------------------------------------- what it needs

# shellcheck disable=SC2086
need_packages $QT_PACKAGES $SCREEN_PACKAGES $BROWSER_PACKAGES $KEYRING_PACKAGES ||
    say "Going on without them; tests that need them are skipped or fail."
need_venv test
if [ -n "$peers" ]; then
    need_peers
    need_node_peers
    need_node_benchmarks
    need_languages
fi

virtual_screen=
if [ -n "$on_screen" ] && ! has_display; then
    # shellcheck disable=SC2086
    need_packages $VIRTUAL_SCREEN_PACKAGES || stop "--display needs a display, or xvfb-run."
    virtual_screen="xvfb-run -a"
fi

# ---------------------------------------------------------------- the checks

cd "$ROOT"
bin=$VENV/bin
summary=
failed=

# check NAME COMMAND...: runs on after a failure; the last lines say what failed.
check() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    started=$(date +%s)
    status=0
    "$@" || status=$?
    took=$(($(date +%s) - started))
    if [ $status = 0 ]; then
        outcome=passed
    else
        outcome="FAILED (exit $status)"
        failed="$failed $name"
    fi
    summary="$summary
$(printf '%-10s %4s s  %s' "$name" "$took" "$outcome")"
}

# Qt's browser keeps threads and globals until the process ends, so its tests have a process of their own.
# None selected (exit 5) is no failure here: the arguments may ask for others.
browser_tests() {
    browsed=0
    # shellcheck disable=SC2086
    $virtual_screen "$bin/python" -m pytest -m webengine $options "$@" || browsed=$?
    [ $browsed = 5 ] || return $browsed
}

browser_files() { grep -rl 'mark\.webengine' tests --include='test_*.py'; }

main_tests() {
    # shellcheck disable=SC2086
    $virtual_screen "$bin/python" -m pytest -m "not webengine" $options "$@"
}

# One piece of the work that the lanes share.
# shellcheck disable=SC2046 # one argument a word
piece() {
    case $1 in
    types) "$bin/mypy" ;;
    floors) "$bin/lint-imports" --no-logo ;;
    browser) browser_tests $(browser_files) ;;
    *) main_tests $(place tree "$1") ;;
    esac
}

check lint "$bin/ruff" check .
check format "$bin/ruff" format --check .
if [ $# -gt 0 ]; then
    check types "$bin/mypy"
    check floors "$bin/lint-imports" --no-logo
    if browser_files >/dev/null; then check browser browser_tests "$@"; fi
    check tests main_tests "$@"
else
    trap end_lanes EXIT
    trap 'exit 130' INT TERM
    check tests in_lanes tree piece
    summary="$summary
$lanes_summary"
fi

printf '\n%s\n' "$summary" | sed '/^$/d'
[ -z "$failed" ] || stop "FAILED:$failed"
