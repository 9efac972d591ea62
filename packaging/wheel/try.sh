#!/bin/sh
# Tries the wheel as people install it:  sh packaging/wheel/try.sh
# In an environment that has never seen the tree: by pip with the browser and without, by pipx, and by uv. Each time the
# version, the tour (without the browser: it says what it skips), and what is left when it is gone.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

choose_python
sh "$ROOT/packaging/wheel/build.sh" >/dev/null
wheel=$(echo "$ROOT"/build/dist/aexdesk-*.whl)
work=$ROOT/build/wheel-try
rm -rf "$work"
mkdir -p "$work/home"
outcomes=$work/outcomes
: >"$outcomes"
cd "$work"

HOME=$work/home
PIPX_HOME=$work/pipx PIPX_BIN_DIR=$work/bin PIPX_MAN_DIR=$work/man
UV_TOOL_DIR=$work/uv-tools UV_TOOL_BIN_DIR=$work/uv-bin UV_CACHE_DIR=$work/uv-cache UV_PYTHON_DOWNLOADS=never
export HOME PIPX_HOME PIPX_BIN_DIR PIPX_MAN_DIR UV_TOOL_DIR UV_TOOL_BIN_DIR UV_CACHE_DIR UV_PYTHON_DOWNLOADS
unset XDG_DATA_HOME XDG_CACHE_HOME AEXDESK_HOME PYTHONPATH

# part NAME COMMAND...
part() {
    name=$1
    shift
    say "$name ..."
    log=$work/$(printf '%s' "$name" | tr -c 'a-zA-Z0-9\n' '-').log
    if "$@" >"$log" 2>&1; then
        printf 'done       %s\n' "$name" >>"$outcomes"
    else
        printf 'FAILED     %s (exit %s)\n' "$name" "$?" >>"$outcomes"
        sed 's/^/    /' "$log" | tail -n 15 >&2
    fi
}

on_screen() {
    if has_display; then "$@"; elif command -v xvfb-run >/dev/null 2>&1; then
        xvfb-run -a -s "-screen 0 1440x900x24" "$@"
    else
        QT_QPA_PLATFORM=offscreen "$@"
    fi
}

# is_gone FOLDER: no file of the program but the user's data folder.
is_gone() {
    left=$(find "$@" -iname '*aexdesk*' ! -name '*.lock' -print 2>/dev/null | grep -v "^$HOME/.local/share/aexdesk" || :)
    printf '%s\n' "$left"
    [ -z "$left" ]
}

# The login goes by the system's browser then, which comes back to the window on loopback; the tour plays the browser.
without_browser() {
    on_screen "$1" tour --out "$work/tour-base" && grep -q 'no embedded browser is installed: skipped' "$log"
}

# ---------------------------------------------------------------- pip

make_venv "$work/venv" "$PYTHON"
part "pip: install with the browser" pip_install "$work/venv" -c "$ROOT/packaging/constraints.txt" "${wheel}[browser]"
part "pip: aexdesk --version" "$work/venv/bin/aexdesk" --version
part "pip: the tour" on_screen "$work/venv/bin/aexdesk" tour --out "$work/tour"
part "pip: uninstall" "$work/venv/bin/python" -m pip uninstall --quiet --yes aexdesk
part "pip: nothing of it is left" is_gone "$work/venv/bin" "$work/venv/lib/"python*/site-packages/aexdesk* "$HOME"
rm -rf "$work/venv"

make_venv "$work/base" "$PYTHON"
part "base: install without the browser" pip_install "$work/base" -c "$ROOT/packaging/constraints.txt" "$wheel"
part "base: the window opens" on_screen "$work/base/bin/aexdesk" --home "$work/base-home" --screenshot "$work/base.png"
part "base: the tour says what it skips, and logs in by the system's browser" without_browser "$work/base/bin/aexdesk"
rm -rf "$work/base"

# ---------------------------------------------------------------- pipx and uv

make_venv "$work/tools" "$PYTHON"
pip_install "$work/tools" pipx uv || stop "pipx and uv could not be installed (see above)."
part "pipx: install" "$work/tools/bin/pipx" install --python "$PYTHON" --pip-args "-c $ROOT/packaging/constraints.txt" \
    "${wheel}[browser]"
part "pipx: aexdesk --version" "$work/bin/aexdesk" --version
part "pipx: the tour" on_screen "$work/bin/aexdesk" tour --out "$work/tour-pipx"
part "pipx: uninstall" "$work/tools/bin/pipx" uninstall aexdesk
part "pipx: nothing of it is left" is_gone "$work/bin" "$work/pipx/venvs" "$work/man" "$HOME"

part "uv: tool install" "$work/tools/bin/uv" tool install --python "$PYTHON" -c "$ROOT/packaging/constraints.txt" \
    "aexdesk[browser] @ file://$wheel"
part "uv: aexdesk --version" "$work/uv-bin/aexdesk" --version
part "uv: the tour" on_screen "$work/uv-bin/aexdesk" tour --out "$work/tour-uv"
part "uv: tool uninstall" "$work/tools/bin/uv" tool uninstall aexdesk
part "uv: nothing of it is left" is_gone "$work/uv-bin" "$work/uv-tools" "$HOME"
rm -rf "$work/tools" "$work/uv-cache" "$work/pipx"

printf '\n'
cat "$outcomes"
! grep -q '^FAILED' "$outcomes"
