#!/bin/sh
# Asks a built program what the contract promises:  sh packaging/canaries.sh PROGRAM [ARGUMENT...]
# PROGRAM is the frozen aexdesk (or aexdesk.exe), or whatever starts it. The tests are those of the tree, in its own
# Python; only the program that they start is the other one.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
[ $# -gt 0 ] || stop "Which program? sh packaging/canaries.sh build/freeze/with-browser/aexdesk/aexdesk"
[ -n "${AEXDESK_TEST_PYTHON:-}" ] || need_venv test

quoted=
for word do
    case $word in */*) [ ! -e "$word" ] || word=$(cd "$(dirname "$word")" && pwd)/$(basename "$word") ;; esac
    quoted="$quoted '$word'"
done
cd "$ROOT"
AEXDESK_BINARY=$quoted PYTHONPATH=$ROOT exec "${AEXDESK_TEST_PYTHON:-$VENV/bin/python}" -m pytest -q -p no:cacheprovider -m "not webengine" \
    tests/e2e/test_packaged.py tests/e2e/test_packaged_keyring.py tests/e2e/test_packaged_window.py tests/e2e/test_sign.py \
    tests/e2e/test_free_order.py tests/e2e/test_canaries.py tests/e2e/test_ends.py tests/e2e/test_run.py tests/e2e/test_proxy.py tests/e2e/test_ids.py
