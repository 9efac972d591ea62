#!/bin/sh
# What test.sh and .ci/run share: two lanes through a list of work, each taking the next piece that nobody has taken.
# Most tests start processes or wait for them, so a lane to a core; the longest pieces stand first, that both end together.

# in_lanes RUN PIECE...: calls RUN with the words of each piece; what a piece printed comes when it has ended.
# Afterwards $lanes_summary says how long each took; 0 where all passed.
in_lanes() {
    lanes_run=$1
    shift
    lanes_dir=$(mktemp -d)
    lanes_count=0
    for piece do
        lanes_count=$((lanes_count + 1))
        printf '%s\n' "$piece" >"$lanes_dir/$lanes_count"
    done
    take_pieces &
    lanes_other=$!
    take_pieces
    wait "$lanes_other" || :
    lanes_other=
    lanes_summary=$(cat "$lanes_dir/summary")
    lanes_failed=
    [ ! -e "$lanes_dir/failed" ] || lanes_failed=yes
    rm -rf "$lanes_dir"
    [ -z "$lanes_failed" ]
}

take_pieces() {
    taking=0
    while [ "$taking" -lt "$lanes_count" ]; do
        taking=$((taking + 1))
        mkdir "$lanes_dir/taken-$taking" 2>/dev/null || continue
        words=$(tr -s ' \n' '  ' <"$lanes_dir/$taking")
        piece_started=$(date +%s)
        piece_status=0
        # shellcheck disable=SC2086
        "$lanes_run" $words >"$lanes_dir/said-$taking" 2>&1 || piece_status=$?
        piece_took=$(($(date +%s) - piece_started))
        piece_outcome=passed
        if [ "$piece_status" != 0 ]; then
            piece_outcome="FAILED (exit $piece_status)"
            : >"$lanes_dir/failed"
        fi
        { printf '\n== %s\n' "$words" | cat - "$lanes_dir/said-$taking"; } >"$lanes_dir/shown-$taking"
        cat "$lanes_dir/shown-$taking"
        printf '%5s s  %s  %.60s\n' "$piece_took" "$piece_outcome" "$words" >>"$lanes_dir/summary"
    done
}

# For a trap: ends the lane beside this one, which would not hear of Ctrl+C, and what it runs.
end_lanes() {
    if [ -n "${lanes_other:-}" ]; then
        pkill -P "$lanes_other" 2>/dev/null || :
        kill "$lanes_other" 2>/dev/null || :
    fi
    [ -z "${lanes_dir:-}" ] || rm -rf "$lanes_dir"
}
