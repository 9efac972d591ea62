# shellcheck shell=sh disable=SC2034
# What run.sh, test.sh, lock.sh and .ci/run share: system packages, a fitting Python, the .venv.
# Sourced, with ROOT set; they read the variables that nothing here seems to use.

VENV=$ROOT/.venv

# Debian's and Ubuntu's names; "new|old" where a release renamed a library.
QT_PACKAGES="libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0t64|libglib2.0-0"
SCREEN_PACKAGES="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libxcb-xkb1 libxcb-shape0"
BROWSER_PACKAGES="libnss3 libasound2t64|libasound2 libxcomposite1 libxdamage1 libxrandr2 libxtst6 libxkbfile1
    libgbm1 libxcb-dri3-0 libbrotli1"
VIRTUAL_SCREEN_PACKAGES="xvfb xauth"
KEYRING_PACKAGES="gnome-keyring dbus-daemon|dbus"

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# ---------------------------------------------------------------- system packages

has_apt() { command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; }

# as_root COMMAND...: fails where nothing may be done without asking for a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

# missing_packages NAME...: of these, those that are not installed.
missing_packages() {
    # shellcheck disable=SC2046,SC2016 # one name a word; dpkg's own fields
    present=" $(dpkg-query -W -f='${Package} ${db:Status-Status}\n' $(printf '%s ' "$@" | tr '|' ' ') 2>/dev/null |
        sed -n 's/ installed$//p' | tr '\n' ' ')"
    for names in "$@"; do
        found=
        for name in $(printf '%s' "$names" | tr '|' ' '); do
            case $present in *" $name "*) found=yes ;; esac
        done
        [ -n "$found" ] || printf '%s ' "$names"
    done
}

has_candidate() {
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep -q '^  Candidate: [^(]'
}

# choose_packages NEW|OLD...: the name of each that this release knows.
choose_packages() {
    for names in "$@"; do
        chosen=
        for name in $(printf '%s' "$names" | tr '|' ' '); do
            if [ -z "$chosen" ] && has_candidate "$name"; then chosen=$name; fi
        done
        printf '%s ' "${chosen:-${names##*|}}"
    done
}

apt_quietly() {
    log=$(mktemp)
    if as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=120 "$@" >"$log" 2>&1; then
        rm -f "$log"
    else
        tail -n 20 "$log" >&2
        rm -f "$log"
        return 1
    fi
}

apt_updated=
apt_update_once() {
    [ -z "$apt_updated" ] || return 0
    say "Reading the list of system packages (apt-get update) ..."
    apt_quietly update && apt_updated=yes
}

# need_packages NAME...: installs what is missing; where it may not, prints the command and fails.
need_packages() {
    has_apt || return 0
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if ! may_install; then
        say "Some system packages are missing, and they cannot be installed without your password. To install them:"
        # shellcheck disable=SC2086
        say "    sudo apt-get install --no-install-recommends $(choose_packages $missing)"
        return 1
    fi
    apt_update_once || say "apt-get update failed; going on with the list as it is."
    # shellcheck disable=SC2086
    missing=$(choose_packages $missing)
    say "Installing system packages: $missing..."
    # shellcheck disable=SC2086
    apt_quietly install --no-install-recommends $missing || {
        say "The system packages could not be installed (see above)."
        return 1
    }
}

# ---------------------------------------------------------------- Python

FITS='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

# Built whole: a Python without these cannot make a .venv, reach a server or open a database.
is_fitting() { "$1" -c "import ctypes, ensurepip, sqlite3, ssl, venv; $FITS" >/dev/null 2>&1; }

# find_python MINOR...: the first fitting Python, tried in this order of versions; PATH before pyenv.
find_python() {
    if [ -n "${AEXDESK_PYTHON:-}" ]; then
        is_fitting "$AEXDESK_PYTHON" && command -v "$AEXDESK_PYTHON"
        return
    fi
    for minor in "$@"; do
        for candidate in "python3.$minor" "${PYENV_ROOT:-$HOME/.pyenv}/versions/3.$minor".*/bin/python; do
            if is_fitting "$candidate"; then
                command -v "$candidate"
                return 0
            fi
        done
    done
    for candidate in python3 python; do
        if is_fitting "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

apt_python() {
    has_apt && may_install && apt_update_once || return 1
    for version in 3.13 3.12 3.11; do
        if has_candidate "python$version" && has_candidate "python$version-venv"; then
            say "Installing Python $version ..."
            apt_quietly install --no-install-recommends "python$version" "python$version-venv"
            return
        fi
    done
    return 1
}

# choose_python: sets PYTHON to the newest fitting one, installed if need be.
choose_python() {
    PYTHON=$(find_python 13 12 11) && return 0
    [ -z "${AEXDESK_PYTHON:-}" ] || stop "AEXDESK_PYTHON ($AEXDESK_PYTHON) is not a whole Python 3.11, 3.12 or 3.13."
    if apt_python; then PYTHON=$(find_python 13 12 11) && return 0; fi
    say "AExDesk needs Python 3.11, 3.12 or 3.13, with its venv module; none was found here."
    if has_apt; then
        say "On Debian or Ubuntu:  sudo apt-get install python3 python3-venv"
    else
        say "Get one from https://www.python.org/downloads/ (macOS: brew install python@3.13)."
    fi
    stop "If it is not on PATH, name it:  AEXDESK_PYTHON=/path/to/python3.13 sh packaging/$(basename "$0")"
}

# ---------------------------------------------------------------- .venv

# make_venv FOLDER PYTHON: anew.
make_venv() {
    rm -rf "$1"
    say "Making ${1#"$ROOT"/} with $("$2" -V) ..."
    "$2" -m venv "$1" || stop "The virtual environment $1 could not be made."
}

# pip_install FOLDER ARGUMENT...: shows its progress to a person, and nothing but its errors to a log.
pip_install() {
    folder=$1
    shift
    quiet=--quiet
    [ ! -t 2 ] || quiet=
    # shellcheck disable=SC2086
    "$folder/bin/python" -m pip install $quiet --disable-pip-version-check --no-input "$@" >&2
}

# The text a finished installation leaves behind; any change of it means another installation.
stamp_of() { printf '%s %s' "$(cat "$@" | cksum)" "$ROOT"; }

# need_venv run|test: the .venv with what the window, or the tests too, need.
need_venv() {
    stamp=$(stamp_of "$ROOT/pyproject.toml" "$ROOT/packaging/constraints.txt")
    fresh_install=
    # A .venv that was moved has scripts that start the Python of the old place.
    if "$VENV/bin/python" -c "$FITS" >/dev/null 2>&1 && grep -qF " $VENV" "$VENV/pyvenv.cfg"; then
        # What the tests need holds what the window needs.
        case $(cat "$VENV/.aexdesk" 2>/dev/null) in
        "$stamp $1" | "$stamp test") return 0 ;;
        esac
        "$VENV/bin/python" -m pip --version >/dev/null 2>&1 || rm -rf "$VENV"
    else
        rm -rf "$VENV"
    fi
    if [ ! -d "$VENV" ]; then
        choose_python
        make_venv "$VENV" "$PYTHON"
    fi
    extras=browser
    [ "$1" = run ] || extras=browser,test
    say "Installing Qt and the other libraries into .venv (some 300 MB the first time) ..."
    rm -f "$VENV/.aexdesk"
    pip_install "$VENV" -c "$ROOT/packaging/constraints.txt" -e "${ROOT}[$extras]" ||
        stop "The libraries could not be installed (see above). Is this machine online? Then try again."
    printf '%s %s' "$stamp" "$1" >"$VENV/.aexdesk"
    fresh_install=yes
}

# qt_starts: can this machine's libraries carry Qt's windows, on its display or with none? Qt says what is missing.
qt_starts() {
    if has_display; then platform=${QT_QPA_PLATFORM:-}; else platform=offscreen; fi
    QT_QPA_PLATFORM=$platform "$VENV/bin/python" -c 'from PySide6.QtWidgets import QApplication; QApplication([])' >&2
}

has_display() {
    [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]
}

# ---------------------------------------------------------------- builds

# need_build_venv: sets BUILD_PYTHON to a Python with what packages are built with, and nothing of AExDesk.
need_build_venv() {
    folder=$ROOT/build/venv
    BUILD_PYTHON=$folder/bin/python
    stamp=$(stamp_of "$ROOT/packaging/build-constraints.txt")
    if [ "$(cat "$folder/.aexdesk" 2>/dev/null)" != "$stamp" ]; then
        [ -n "${PYTHON:-}" ] || choose_python
        make_venv "$folder" "$PYTHON"
        say "Installing what builds the packages ..."
        pip_install "$folder" -r "$ROOT/packaging/build-constraints.txt" || stop "That could not be installed (see above)."
        printf '%s' "$stamp" >"$folder/.aexdesk"
    fi
}

# same_every_time: what is built says when the sources were last changed, not when it was built, and in one order.
same_every_time() {
    umask 022
    PYTHONHASHSEED=0
    LC_ALL=C.UTF-8
    TZ=UTC
    [ -n "${SOURCE_DATE_EPOCH:-}" ] || SOURCE_DATE_EPOCH=$(git -C "$ROOT" log -1 --format=%ct 2>/dev/null) ||
        SOURCE_DATE_EPOCH=$(date -r "$ROOT/pyproject.toml" +%s)
    unset PYTHONPATH
    export PYTHONHASHSEED SOURCE_DATE_EPOCH LC_ALL TZ
}

# version: of AExDesk, from its one source.
version() { sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$ROOT/aexdesk/__init__.py"; }
