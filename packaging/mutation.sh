#!/bin/sh
# Mutation tests of the guard:  sh packaging/mutation.sh [MUTMUT ARGUMENT...]
# Changes the guard's modules in every way that mutmut knows, in a copy of the tree, and runs tests/ordertest against
# each change; prints the mutants that no test noticed. Arguments name mutants: 'aexdesk.ordertest.guard*'.
# Takes some twenty minutes on two cores. Exits with 1 where a mutant lived that mutation-survivors.txt does not excuse.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

MUTMUT="mutmut==3.8.1"

need_venv test
TOOL=$ROOT/.venv-mutation
stamp=$(stamp_of "$ROOT/packaging/mutation.sh")
if [ "$(cat "$TOOL/.aexdesk" 2>/dev/null)" != "$stamp" ]; then
    make_venv "$TOOL" "$VENV/bin/python"
    printf '*\n' >"$TOOL/.gitignore"
    say "Installing $MUTMUT into .venv-mutation ..."
    pip_install "$TOOL" "$MUTMUT" || stop "It could not be installed (see above)."
    printf '%s' "$stamp" >"$TOOL/.aexdesk"
fi
# The project's own packages, behind the tool's.
packages=$("$VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
tool_packages=$("$TOOL/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$packages" >"$tool_packages/aexdesk-packages.pth"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$ROOT/aexdesk" "$ROOT/resources" "$ROOT/tests" "$ROOT/pyproject.toml" "$ROOT/README.md" "$work"
cp "$ROOT/packaging/mutation.cfg" "$work/setup.cfg"
cd "$work"
"$TOOL/bin/python" -m mutmut run "$@" >&2 || true
"$TOOL/bin/python" -m mutmut results | grep -v ': killed' | sed 's/^ *//; s/:.*//' | sort >lived.txt
sed '/^#/d; s/ .*//; /^$/d' "$ROOT/packaging/mutation-survivors.txt" | sort >excused.txt
comm -23 lived.txt excused.txt >unexcused.txt
while read -r mutant; do "$TOOL/bin/python" -m mutmut show "$mutant"; done <unexcused.txt
say "$(wc -l <lived.txt) lived, $(wc -l <unexcused.txt) of them without an excuse."
[ ! -s unexcused.txt ]
