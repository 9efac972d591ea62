#!/bin/sh
# Fuzzes by coverage, with atheris:  sh packaging/fuzz.sh [TARGET...] [--seconds N]
# A target is a module of tests/fuzz: the guard's reading of calls, signing, the doctor, large bodies, importers, redaction,
# the practice gateway's wire. Two minutes each unless told. What it finds becomes a file of tests/fuzz/regressions, which
# the tests replay from then on; what it learnt stays in .venv-fuzz/corpus. Exits with 1 where it found anything.
# Linux only: atheris has no wheels for other systems. The tests run the same targets without it, everywhere.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

need_venv test
TOOL=$ROOT/.venv-fuzz
stamp=$(stamp_of "$ROOT/packaging/fuzz.sh")
if [ "$(cat "$TOOL/.aexdesk" 2>/dev/null)" != "$stamp" ]; then
    make_venv "$TOOL" "$VENV/bin/python"
    printf '*\n' >"$TOOL/.gitignore"
    say "Installing atheris into .venv-fuzz ..."
    # From 3.1 on it has no wheels for Python 3.11.
    pip_install "$TOOL" "atheris==3.1.0; python_version >= '3.12'" "atheris==3.0.0; python_version < '3.12'" ||
        stop "It could not be installed (see above)."
    printf '%s' "$stamp" >"$TOOL/.aexdesk"
fi
# The project's own packages, behind the tool's.
packages=$("$VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
tool_packages=$("$TOOL/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$packages" >"$tool_packages/aexdesk-packages.pth"

cd "$ROOT"
exec "$TOOL/bin/python" -m tests.fuzz --corpus "$TOOL/corpus" "$@"
