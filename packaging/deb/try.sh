#!/bin/sh
# shellcheck disable=SC2016 # what is asked in the root, the root's own shell and dpkg expand
# Tries the .deb on a clean Debian 12:  sh packaging/deb/try.sh [FILE.deb]
# The clean root is made by mmdebstrap and holds the packages that Debian calls essential, and apt. Into it come the
# .deb and its declared dependencies, not even the recommended ones. A user without rights starts the program there, on a
# virtual screen of this machine; the tests of packaging/canaries.sh ask it from outside. Then it is removed and purged,
# the dependencies too, and what the file system holds more than before is listed.
# Each part says whether it was done, failed, or could not be tried here, and why. Needs root.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
# shellcheck source=packaging/environment.sh
. "$ROOT/packaging/environment.sh"

work=$ROOT/build/deb/try
outcomes=$work/outcomes
deb=${1:-}
if [ -z "$deb" ]; then
    for file in "$ROOT"/build/deb/aexdesk_*.deb; do deb=$file; done
    [ -f "$deb" ] || deb=$(sh "$ROOT/packaging/deb/build.sh")
fi
deb=$(cd "$(dirname "$deb")" && pwd)/$(basename "$deb")
package=$(dpkg-deb -f "$deb" Package)

[ "$(id -u)" = 0 ] || stop "Not tried: a clean root is made, and a package installed, by root alone."
need_packages mmdebstrap bubblewrap xvfb || stop "Not tried: mmdebstrap makes the root, bubblewrap enters it, Xvfb is its screen."

# ---------------------------------------------------------------- the clean root

base=$ROOT/build/deb/bookworm.tar
if [ ! -f "$base" ]; then
    say "Making a clean Debian 12 ..."
    mmdebstrap --quiet --format=tar --variant=minbase bookworm "$base.part" || stop "Not tried: the root could not be made (see above)."
    mv "$base.part" "$base"
fi
rm -rf "$work"
mkdir -p "$work/root" "$work/shared"
root=$work/root
tar -xf "$base" -C "$root"
: >"$outcomes"

# inside [BWRAP OPTION...] COMMAND...: as root, in the clean root and with its own /proc, /dev and /tmp.
inside() {
    bwrap --bind "$root" / --proc /proc --dev /dev --perms 1777 --tmpfs /dev/shm --perms 1777 --tmpfs /tmp --tmpfs /run \
        --ro-bind-try /etc/resolv.conf /etc/resolv.conf \
        --unshare-pid --unshare-ipc --die-with-parent --cap-add ALL --clearenv --setenv PATH /usr/sbin:/usr/bin:/sbin:/bin \
        --setenv LC_ALL C.UTF-8 --setenv DEBIAN_FRONTEND noninteractive --chdir / "$@"
}

# as_user COMMAND...: a person without rights, on the virtual screen.
as_user() {
    # Root gives itself no rights here: the browser's sandbox makes a user namespace of its own, as on any desktop.
    inside --bind /tmp/.X11-unix /tmp/.X11-unix --bind "$work/shared" /home/tester/shared \
        --setenv HOME /home/tester --setenv DISPLAY :"$screen" --setenv USER tester --setenv AEXDESK_LANGUAGE en \
        setpriv --reuid=1000 --regid=1000 --clear-groups --inh-caps=-all --bounding-set=-all -- "$@"
}

# part NAME COMMAND...: the last lines of a failed one are shown.
part() {
    name=$1
    shift
    say "$name ..."
    if "$@" >"$work/log" 2>&1; then
        printf 'done       %s\n' "$name" >>"$outcomes"
    else
        code=$?
        sed 's/^/    /' "$work/log" | tail -n 25 >&2
        printf 'FAILED     %s (exit %s)\n' "$name" "$code" >>"$outcomes"
    fi
    cp "$work/log" "$work/$(printf '%s' "$name" | tr -c 'a-zA-Z0-9\n' '-').log"
}

not_tried() { printf 'not tried  %s: %s\n' "$1" "$2" >>"$outcomes"; }

# every_file FILE: all that the root holds, with the sum of what is in it. What apt and dpkg note for themselves is theirs.
every_file() {
    (
        cd "$root"
        find . -xdev \( -path ./var/lib/apt -o -path ./var/cache/apt -o -path ./var/lib/dpkg -o -path ./var/log \
            -o -path ./proc -o -path ./dev -o -path ./tmp -o -path ./run \) -prune -o ! -type f -printf '%y %m %p %l\n'
        find . -xdev \( -path ./var/lib/apt -o -path ./var/cache/apt -o -path ./var/lib/dpkg -o -path ./var/log \
            -o -path ./proc -o -path ./dev -o -path ./tmp -o -path ./run \) -prune -o -type f -print0 | xargs -0 md5sum
    ) | LC_ALL=C sort >"$1"
}

# ---------------------------------------------------------------- install

inside useradd --create-home --uid 1000 tester
mkdir -p "$root/home/tester/shared"
chown 1000:1000 "$work/shared" "$root/home/tester/shared"
cp "$deb" "$root/root/package.deb"
part "apt-get update" inside apt-get -q update
rm -f "$root/root/package.deb"
every_file "$work/before"
cp "$deb" "$root/root/package.deb"
part "install, with declared dependencies alone" inside apt-get -q -y --no-install-recommends install /root/package.deb
rm -f "$root/root/package.deb"
inside dpkg-query -W -f='${Package}\n' | wc -l | sed 's/^/packages in the root now: /' >&2

# ---------------------------------------------------------------- use

# Clients reach it through the folder of sockets alone, so its number need not be free on this machine.
screen=97
while [ -e "/tmp/.X11-unix/X$screen" ]; do screen=$((screen + 1)); done
Xvfb ":$screen" -screen 0 1440x900x24 -nolisten tcp -ac >"$work/xvfb.log" 2>&1 &
xvfb=$!
trap 'kill "$xvfb" 2>/dev/null || :' EXIT
trap 'exit 130' INT TERM
tries=0
while [ ! -e "/tmp/.X11-unix/X$screen" ] && [ "$tries" -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
done

part "aexdesk --version" as_user aexdesk --version
part "every library is found" as_user sh -c '
    for file in $(find /usr/lib/aexdesk -name "*.so*" -type f) /usr/lib/aexdesk/_internal/PySide6/Qt/libexec/*Process; do
        [ -e "$file" ] || continue
        LD_LIBRARY_PATH=/usr/lib/aexdesk/_internal ldd "$file" | sed -n "s,^.*\(lib.*not found\),$file: \1,p"
    done | tee /tmp/missing; ! [ -s /tmp/missing ]'
part "sign" as_user env S=helloworld aexdesk sign --api a.b --app-key 1 --secret-env S --json
part "support hours" as_user aexdesk support hours --json
part "the window opens and closes" as_user aexdesk --screenshot /home/tester/shared/window.png
if [ "$package" = aexdesk ] && ! as_user unshare --user true 2>/dev/null; then
    not_tried "the browser in its sandbox" "this machine gives nobody a user namespace; the tour ran without"
    part "the tour, its browser without the sandbox" as_user env QTWEBENGINE_DISABLE_SANDBOX=1 \
        aexdesk tour --out /home/tester/shared/tour
else
    part "the tour" as_user aexdesk tour --out /home/tester/shared/tour
fi
grep -E '^ *[0-9]+/[0-9]+ ' "$work/log" | cut -c1-110 >&2 || :
part "the man page is there" inside test -s /usr/share/man/man1/aexdesk.1.gz
part "bash completes it" inside bash -c '. /usr/share/bash-completion/completions/aexdesk && complete -p aexdesk'

# From outside: the program in its root, with the tests' folders. Each step is taken over by the next, so that a signal
# reaches the program itself. It is root's, whose windows would make the system's own cache of fonts: that one is forgotten.
cat >"$work/aexdesk" <<PROGRAM
#!/bin/sh
exec unshare --mount --propagation private sh -c '
    mount --bind /tmp "\$0/tmp" && mount --rbind /proc "\$0/proc" && mount --rbind /dev "\$0/dev" &&
        mount -t tmpfs none "\$0/var/cache" &&
        exec chroot "\$0" env -C "\$PWD" /usr/bin/aexdesk "\$@"' "$root" "\$@"
PROGRAM
chmod 755 "$work/aexdesk"
part "the contract's commands (packaging/canaries.sh)" sh "$ROOT/packaging/canaries.sh" "$work/aexdesk"
tail -n 1 "$work/log" >&2
not_tried "a Wayland session" "there is no compositor in this root"
not_tried "a graphics card" "the virtual screen draws by itself"

# ---------------------------------------------------------------- remove

part "remove" inside apt-get -q -y remove "$package"
# Nothing of it is configuration, so that nothing is left to purge; what it had brought along goes too.
part "purge" inside dpkg --purge "$package"
part "its dependencies go with it" inside apt-get -q -y autoremove --purge
every_file "$work/after"
diff "$work/before" "$work/after" | sed -n 's/^> //p' >"$work/more"
diff "$work/before" "$work/after" | sed -n 's/^< //p' >"$work/less"
# The user's data stays, and so does what the system's libraries keep in the user's own cache. The linker's cache and
# the questions of debconf are the system's own notes; both change with any package.
grep -vE '\./home/tester/\.(local|cache)( |$)|\./home/tester/\.local/(share( |$)|share/aexdesk)|\./home/tester/\.cache/(fontconfig|mesa)|\./home/tester/\.local( |$)|\./home/tester/shared( |/|$)|\./etc/ld\.so\.cache|\./var/cache/(debconf|ldconfig)/' "$work/more" >"$work/left" || :
say "Left of the user's: $(grep -oE '\./home/tester/\.(local|cache)/[^/ ]+(/[^/ ]+)?' "$work/more" | sort -u | tr '\n' ' ')"
part "nothing left but the user's data" test ! -s "$work/left"
[ ! -s "$work/left" ] || sed 's/^/    left: /' "$work/left" >&2
[ ! -s "$work/less" ] || sed 's/^/    gone or changed: /' "$work/less" >&2

printf '\n'
cat "$outcomes"
! grep -q '^FAILED' "$outcomes"
