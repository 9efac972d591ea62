#!/bin/sh
# What test.sh and .ci/run share: lanes through a queue of work, each taking the next piece that nobody has taken.
# Most tests start processes or wait for them, so there is a lane more than there are cores (AEXDESK_LANES: another
# number); the longest pieces stand first, that all end together.
#
# pieces.txt lists them: which stage, how many seconds it took, and what it is: a word that the script knows, or a
# place. Whatever lies in no place of the list is run by the piece `tests`, as a new room would be. Each run leaves
# build/pieces.txt with its own seconds: copy it over packaging/pieces.txt when the order no longer fits.

PIECES=$ROOT/packaging/pieces.txt

# pieces STAGE: the names of its pieces, the longest first.
pieces() { sed -n "s/^$1  *//p" "$PIECES" | sort -rn | sed 's/^[0-9]*  *//'; }

# place STAGE NAME: pytest's arguments for this place, less what is a piece of its own.
place() {
    printf '%s' "$2"
    for other in $(pieces "$1"); do
        case $other in "$2"/*) printf ' --ignore=%s' "$other" ;; esac
    done
}

# in_lanes STAGE RUN: calls RUN with the name of each piece; what a piece printed comes when it has ended.
# Afterwards $lanes_summary says how long each took; 0 where all passed.
in_lanes() {
    lanes_stage=$1
    lanes_run=$2
    lanes_dir=$(mktemp -d)
    lanes_temp=$(quick_folder)
    lanes_count=0
    for piece in $(pieces "$lanes_stage"); do
        lanes_count=$((lanes_count + 1))
        printf '%s\n' "$piece" >"$lanes_dir/$lanes_count"
    done
    lanes_others=
    lane=1
    while [ "$lane" -lt "$(count_lanes)" ]; do
        lane=$((lane + 1))
        take_pieces &
        lanes_others="$lanes_others $!"
    done
    lanes_kept_temp=${TMPDIR:-/tmp}
    take_pieces
    TMPDIR=$lanes_kept_temp
    # shellcheck disable=SC2086
    [ -z "$lanes_others" ] || wait $lanes_others || :
    lanes_others=
    lanes_summary=$(sort -rn "$lanes_dir/summary")
    write_seconds "$lanes_stage"
    lanes_failed=
    [ ! -e "$lanes_dir/failed" ] || lanes_failed=yes
    rm -rf "$lanes_dir" "$lanes_temp"
    [ -z "$lanes_failed" ]
}

count_lanes() {
    cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || cores=2
    echo "${AEXDESK_LANES:-$((cores + 1))}"
}

# quick_folder: a new folder for what tests write; in memory where there is plenty and programs may lie there, since
# tests open thousands of databases, which wait for the disk at each change.
quick_folder() {
    if quick=$(mktemp -d /dev/shm/aexdesk.XXXXXX 2>/dev/null); then
        printf '#!/bin/sh\n' >"$quick/may-run"
        chmod +x "$quick/may-run"
        room=$(df -Pk "$quick" 2>/dev/null | sed -n '$s/^[^ ]*  *[0-9]*  *[0-9]*  *\([0-9]*\) .*/\1/p')
        memory=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB$/\1/p' /proc/meminfo 2>/dev/null)
        if [ "${room:-0}" -ge 3000000 ] && [ "${memory:-0}" -ge 6000000 ] && "$quick/may-run" 2>/dev/null; then
            echo "$quick"
            return
        fi
        rm -rf "$quick"
    fi
    mktemp -d
}

take_pieces() {
    taking=0
    while [ "$taking" -lt "$lanes_count" ]; do
        taking=$((taking + 1))
        mkdir "$lanes_dir/taken-$taking" 2>/dev/null || continue
        piece_name=$(cat "$lanes_dir/$taking")
        mkdir "$lanes_temp/$taking"
        piece_started=$(date +%s)
        piece_status=0
        export TMPDIR="$lanes_temp/$taking"
        "$lanes_run" "$piece_name" >"$lanes_dir/said-$taking" 2>&1 || piece_status=$?
        piece_took=$(($(date +%s) - piece_started))
        rm -rf "${lanes_temp:?}/$taking"
        piece_outcome=passed
        if [ "$piece_status" != 0 ]; then
            piece_outcome="FAILED (exit $piece_status)"
            : >"$lanes_dir/failed"
        fi
        { printf '\n== %s\n' "$piece_name" | cat - "$lanes_dir/said-$taking"; } >"$lanes_dir/shown-$taking"
        cat "$lanes_dir/shown-$taking"
        printf '%5s s  %s  %s\n' "$piece_took" "$piece_outcome" "$piece_name" >>"$lanes_dir/summary"
    done
}

# write_seconds STAGE: the list with what its pieces took this time.
write_seconds() {
    mkdir -p "$ROOT/build"
    {
        sed -n '/^#/p' "$PIECES"
        {
            sed '/^#/d; '"/^$1 /d" "$ROOT/build/pieces.txt" 2>/dev/null || sed '/^#/d; '"/^$1 /d" "$PIECES"
            sed -n "s/^ *\([0-9]*\) s  .*  \([^ ]*\)$/$1 \1 \2/p" "$lanes_dir/summary"
        } | sort -k1,1 -k2,2rn
    } >"$lanes_dir/pieces"
    cp "$lanes_dir/pieces" "$ROOT/build/pieces.txt"
}

# For a trap: ends the lanes beside this one, which would not hear of Ctrl+C, and what they run.
end_lanes() {
    for lane_pid in ${lanes_others:-}; do
        pkill -P "$lane_pid" 2>/dev/null || :
        kill "$lane_pid" 2>/dev/null || :
    done
    [ -z "${lanes_dir:-}" ] || rm -rf "$lanes_dir" "$lanes_temp"
}
