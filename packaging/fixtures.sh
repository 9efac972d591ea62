#!/bin/sh
# Runs test files that `aexdesk export msw` and `aexdesk export respx` wrote:  sh packaging/fixtures.sh [FILE...]
# *.py by pytest with respx from .venv-peers, everything else by vitest with msw from .node-peers; both are made first.
# Without a file it makes three calls against a practice gateway, exports them both ways, and runs what came of it.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"
# shellcheck source=packaging/peers.sh
. "$ROOT/packaging/peers.sh"

need_venv run
need_peers
need_node_peers

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/run"

run_pytest() {
    (cd "$work/run" && "$AEXDESK_PEERS/bin/python" -m pytest -q -p no:cacheprovider "$1")
}

run_vitest() {
    [ -n "${AEXDESK_NODE_PEERS:-}" ] || stop "$1 needs Node.js, 20 or newer, with npm."
    [ -e "$work/run/node_modules" ] || ln -s "$AEXDESK_NODE_PEERS/node_modules" "$work/run/node_modules"
    (cd "$work/run" && node node_modules/vitest/vitest.mjs run "$1")
}

# run FILE: a copy, in a folder where the packages are found.
run() {
    cp "$1" "$work/run/"
    case $1 in
    *.py) run_pytest "${1##*/}" ;;
    *) run_vitest "${1##*/}" ;;
    esac
}

aexdesk() { (cd "$ROOT" && "$VENV/bin/python" -m aexdesk --home "$work/home" "$@"); }

# record: an order, its product, and its country's regions, as the history holds them.
record() {
    cat >"$work/order.json" <<'JSON'
{"param_place_order_request4_open_api_d_t_o": {
  "product_items": [{"product_id": 1005990000000001, "product_count": 1, "sku_attr": "14:193#Black",
                     "logistics_service_name": "CAINIAO_STANDARD"}],
  "logistics_address": {"contact_person": "Test Person", "full_name": "Test Person", "address": "1 Test Street",
                        "city": "Vineland", "province": "New Jersey", "zip": "08360", "country": "US",
                        "phone_country": "+1", "mobile_no": "5550100000"}}}
JSON
    aexdesk call aliexpress.ds.product.get -p product_id=1005990000000001 -p ship_to_country=US
    aexdesk call aliexpress.ds.address.get -p countryCode=US
    aexdesk call aliexpress.ds.order.create --params "$work/order.json"
}

if [ $# -eq 0 ]; then
    say "Making three calls against a practice gateway ..."
    record >/dev/null
    exchanges=$(aexdesk history --json | "$VENV/bin/python" -c '
import json, sys
for one in json.load(sys.stdin):
    print("--exchange", one["id"])')
    mkdir "$work/exported"
    # shellcheck disable=SC2086 # an option and an id a word
    for format in msw respx; do aexdesk export "$format" $exchanges --out "$work/exported"; done
    set -- "$work"/exported/*
fi
for file do run "$file"; done
