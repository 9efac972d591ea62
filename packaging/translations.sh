#!/bin/sh
# Collects the sentences of AExDesk into every language's .po file, and says what is missing or wrong:
#     sh packaging/translations.sh [--check]
# With --check it changes nothing, and fails where a file is behind the sources or at fault.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
need_venv test
cd "$ROOT"
PYTHONPATH=$ROOT exec "$VENV/bin/python" packaging/translations.py "$@"
