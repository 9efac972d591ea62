# shellcheck shell=sh
# Installs other people's clients, which the tests run against the practice gateway, and what the benchmarks compare
# with. Sourced after environment.sh.

# need_peers: those of Python, in .venv-peers; AEXDESK_PEERS says so to the tests.
need_peers() {
    AEXDESK_PEERS=$ROOT/.venv-peers
    export AEXDESK_PEERS
    stamp=$(stamp_of "$ROOT/packaging/peers.txt")
    [ "$(cat "$AEXDESK_PEERS/.aexdesk" 2>/dev/null)" != "$stamp" ] || return 0
    make_venv "$AEXDESK_PEERS" "$VENV/bin/python"
    printf '*\n' >"$AEXDESK_PEERS/.gitignore"
    say "Installing other people's clients into .venv-peers ..."
    pip_install "$AEXDESK_PEERS" -r "$ROOT/packaging/peers.txt" || stop "They could not be installed (see above)."
    printf '%s' "$stamp" >"$AEXDESK_PEERS/.aexdesk"
}

# need_languages: the languages in which AExDesk writes code, where their commands are missing.
need_languages() {
    missing_languages=
    for pair in go:golang-go php:php-cli ruby:ruby mcs:mono-mcs mono:mono-runtime; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || missing_languages="$missing_languages ${pair#*:}"
    done
    command -v javac >/dev/null 2>&1 ||
        missing_languages="$missing_languages openjdk-17-jdk-headless|openjdk-21-jdk-headless|default-jdk-headless"
    case $missing_languages in *mono*) missing_languages="$missing_languages libmono-system-net-http4.0-cil" ;; esac
    # shellcheck disable=SC2086 # one name a word
    [ -z "$missing_languages" ] || need_packages $missing_languages ||
        say "Going on without them: the tests of code in these languages are skipped."
}

# has_node: Node.js, new enough for them, with npm.
has_node() {
    node=$(node -p 'parseInt(process.versions.node)' 2>/dev/null) || node=0
    [ "$node" -ge 20 ] && command -v npm >/dev/null 2>&1
}

# need_node_peers: those of JavaScript, in .node-peers; AEXDESK_NODE_PEERS says so. Without Node.js there are none.
need_node_peers() {
    if ! has_node; then
        say "There is no Node.js here (20 or newer, with npm): the tests with JavaScript clients are skipped."
        return 0
    fi
    AEXDESK_NODE_PEERS=$ROOT/.node-peers
    export AEXDESK_NODE_PEERS
    stamp=$(stamp_of "$ROOT/packaging/peers.package.json" "$ROOT/packaging/peers.package-lock.json")
    [ "$(cat "$AEXDESK_NODE_PEERS/.aexdesk" 2>/dev/null)" != "$stamp" ] || return 0
    say "Installing other people's JavaScript clients into .node-peers ..."
    rm -rf "$AEXDESK_NODE_PEERS"
    mkdir "$AEXDESK_NODE_PEERS"
    printf '*\n' >"$AEXDESK_NODE_PEERS/.gitignore"
    cp "$ROOT/packaging/peers.package.json" "$AEXDESK_NODE_PEERS/package.json"
    cp "$ROOT/packaging/peers.package-lock.json" "$AEXDESK_NODE_PEERS/package-lock.json"
    # None of them needs a script of its own to be run.
    (cd "$AEXDESK_NODE_PEERS" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) ||
        stop "They could not be installed (see above)."
    printf '%s' "$stamp" >"$AEXDESK_NODE_PEERS/.aexdesk"
}

# need_node_benchmarks: what AExDesk is measured beside, in .node-benchmarks; AEXDESK_NODE_BENCHMARKS says so. A folder
# that it names already is taken as it is. Without Node.js there are none, and the table says so.
need_node_benchmarks() {
    [ -z "${AEXDESK_NODE_BENCHMARKS:-}" ] || return 0
    if ! has_node; then
        say "There is no Node.js here (20 or newer, with npm): nothing of JavaScript is measured beside."
        return 0
    fi
    AEXDESK_NODE_BENCHMARKS=$ROOT/.node-benchmarks
    export AEXDESK_NODE_BENCHMARKS
    stamp=$(stamp_of "$ROOT/packaging/benchmarks.package.json")
    [ "$(cat "$AEXDESK_NODE_BENCHMARKS/.aexdesk" 2>/dev/null)" != "$stamp" ] || return 0
    say "Installing what AExDesk is measured beside into .node-benchmarks ..."
    rm -rf "$AEXDESK_NODE_BENCHMARKS"
    mkdir "$AEXDESK_NODE_BENCHMARKS"
    printf '*\n' >"$AEXDESK_NODE_BENCHMARKS/.gitignore"
    cp "$ROOT/packaging/benchmarks.package.json" "$AEXDESK_NODE_BENCHMARKS/package.json"
    (cd "$AEXDESK_NODE_BENCHMARKS" &&
        npm install --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error >&2) ||
        stop "They could not be installed (see above)."
    printf '%s' "$stamp" >"$AEXDESK_NODE_BENCHMARKS/.aexdesk"
}
