#!/bin/sh
# Mutation tests of what must not be wrong:  sh packaging/mutation.sh guard|signing|doctor [REGEX]
# Changes the room's modules in every way that mutmut knows, in a copy of the tree, and runs the room's tests against
# each change; prints the mutants that no test noticed. The expression chooses mutants by name: 'ordertest.guard'.
# On two cores that do nothing else: the guard ten minutes, signing two, the doctor some hours: choose its modules.
# PATIENCE_S=3 gives up, and tells as living, what tests of three seconds did not notice.
# TESTS='tests/doctor/test_keys.py' takes these test files instead of all: a module's own against its own mutants take
# a fifth of a second each. What lives then may be noticed by others: it says less than a run with all.
# Exits with 1 where a mutant lived that mutation/survivors.txt does not excuse.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

MUTMUT="mutmut==3.8.1"

room=${1-}
config=$ROOT/packaging/mutation/$room.cfg
[ -f "$config" ] || stop "Of what? sh packaging/mutation.sh guard|signing|doctor [REGEX]"
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
cp "$config" "$work/setup.cfg"
cd "$work"
say "Making the mutants ..."
"$TOOL/bin/python" -c "
from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants, setup_source_paths
copy_src_dir(); copy_also_copy_files(); setup_source_paths(); create_mutants(2)" >/dev/null
cp "$ROOT/packaging/mutation/forked.py" mutants
# One test counts calls of functions; here each costs two.
# shellcheck disable=SC2046,SC2086 # one test file a word
(cd mutants && MUTANTS=${2-} "$TOOL/bin/python" -m pytest -p forked -p no:randomly -p no:cacheprovider -q -s \
    -m "not slow and not long" -k "not asked_all_along" \
    ${TESTS:-$(sed -n 's/^ *\(tests\/.*py\)$/\1/p' ../setup.cfg)}) >said.txt || { cat said.txt >&2; exit 1; }
grep '^aexdesk' said.txt | sort >lived.txt || :
sed '/^#/d; s/ .*//; /^$/d' "$ROOT/packaging/mutation/survivors.txt" | sort >excused.txt
comm -23 lived.txt excused.txt >unexcused.txt
while read -r mutant; do "$TOOL/bin/python" -m mutmut show "$mutant"; done <unexcused.txt
say "$(wc -l <lived.txt) lived, $(wc -l <unexcused.txt) of them without an excuse."
[ ! -s unexcused.txt ]
