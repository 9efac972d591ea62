#!/bin/sh
# Freezes AExDesk into one folder that needs no Python:  sh packaging/freeze/build.sh [--without-browser]
# It comes out as build/freeze/with-browser/aexdesk, or build/freeze/without-browser/aexdesk, and is made of the wheel;
# beside it the icon in all sizes, the man page and the shells' completions.
# The build fails where the folder is larger than its budget (parts.py).
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

variant=with-browser
extra="[browser]"
case ${1:-} in
--without-browser) variant=without-browser extra= ;;
"") ;;
*) stop "Unknown: $1" ;;
esac

# PyInstaller takes apart what libraries ask for, so they must be there; objdump and strip are in binutils.
# shellcheck disable=SC2086 # one name a word
need_packages binutils chrpath $QT_PACKAGES $SCREEN_PACKAGES $BROWSER_PACKAGES ||
    say "Going on without them."
choose_python
# Debian keeps the library of its own Python in a package of its own.
case $PYTHON in
/usr/bin/*) need_packages "lib$("$PYTHON" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')" ;;
esac
sh "$ROOT/packaging/wheel/build.sh" >/dev/null
same_every_time

work=$ROOT/build/freeze/$variant
rm -rf "$work"
make_venv "$work/venv" "$PYTHON"
wheel=$(echo "$ROOT"/build/dist/aexdesk-*.whl)
say "Installing ${wheel##*/}$extra ..."
pip_install "$work/venv" -c "$ROOT/packaging/constraints.txt" -c "$ROOT/packaging/build-constraints.txt" \
    pyinstaller shtab "$wheel$extra" || stop "It could not be installed (see above)."

say "Freezing ..."
set -- "$ROOT/packaging/freeze/aexdesk.spec"
[ "$variant" = with-browser ] || set -- "$@" -- --without-browser
# Not from the tree: its package would be found before the wheel's. -P and not -I, which would forget PYTHONHASHSEED.
cd "$work"
"$work/venv/bin/python" -P -m PyInstaller --noconfirm --log-level ERROR --distpath "$work" --workpath "$work/work" "$@" >&2
# What a system's package lays beside the folder.
"$work/venv/bin/python" -I "$ROOT/packaging/icon/render.py" "$work/icons"
"$work/venv/bin/python" -I "$ROOT/packaging/terminal/write.py" "$work/terminal"
rm -rf "$work/work" "$work/venv"
printf '%s\n' "$work/aexdesk"
