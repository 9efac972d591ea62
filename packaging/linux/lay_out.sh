# shellcheck shell=sh
# What the .deb, the AppImage and the Flatpak share: lays the frozen folder out as a system expects a program.
# Sourced after environment.sh, with ROOT set.

# frozen VARIANT: the place of the frozen build, made if it is not there or older than the sources.
frozen() {
    frozen_build=$ROOT/build/freeze/$1
    if [ ! -f "$frozen_build/terminal/aexdesk.1" ] || [ -n "$(find "$ROOT/aexdesk" "$ROOT/resources" \
        "$ROOT/packaging/freeze" "$ROOT/packaging/constraints.txt" "$ROOT/packaging/terminal" "$ROOT/packaging/icon" \
        -newer "$frozen_build/terminal/aexdesk.1" -type f ! -name '*.pyc' | head -n 1)" ]; then
        case $1 in
        without-browser) sh "$ROOT/packaging/freeze/build.sh" --without-browser >/dev/null ;;
        *) sh "$ROOT/packaging/freeze/build.sh" >/dev/null ;;
        esac
    fi
    printf '%s\n' "$frozen_build"
}

# metainfo: what software centres read, with the releases of the changelog.
metainfo() {
    "$BUILD_PYTHON" "$ROOT/packaging/changelog.py" --metainfo >"$ROOT/build/releases.xml"
    sed -e "/@RELEASES@/{r $ROOT/build/releases.xml" -e 'd}' "$ROOT/packaging/linux/aexdesk.metainfo.xml"
}

# lay_out FROZEN PREFIX: the folder in PREFIX/lib, and all that belongs beside it.
lay_out() {
    share=$2/share
    mkdir -p "$2/bin" "$2/lib" "$share/applications" "$share/metainfo" "$share/man/man1"
    cp -R "$1/aexdesk" "$2/lib/aexdesk"
    ln -s ../lib/aexdesk/aexdesk "$2/bin/aexdesk"
    cp "$ROOT/packaging/linux/aexdesk.desktop" "$share/applications/"
    metainfo >"$share/metainfo/local.aexdesk.AExDesk.metainfo.xml"
    gzip -9nc "$1/terminal/aexdesk.1" >"$share/man/man1/aexdesk.1.gz"
    for size in 16 22 24 32 48 64 128 256 512; do
        install -D -m 644 "$1/icons/$size.png" "$share/icons/hicolor/${size}x$size/apps/aexdesk.png"
    done
    install -D -m 644 "$ROOT/resources/aexdesk.svg" "$share/icons/hicolor/scalable/apps/aexdesk.svg"
    install -D -m 644 "$1/terminal/bash/aexdesk" "$share/bash-completion/completions/aexdesk"
    install -D -m 644 "$1/terminal/zsh/_aexdesk" "$share/zsh/vendor-completions/_aexdesk"
    install -D -m 644 "$1/terminal/fish/aexdesk.fish" "$share/fish/vendor_completions.d/aexdesk.fish"
    # Libraries are read, not run; only these two are programs.
    find "$2/lib/aexdesk" -type f -exec chmod 644 {} +
    find "$2/lib/aexdesk" -type f \( -path '*/aexdesk/aexdesk' -o -name QtWebEngineProcess \) -exec chmod 755 {} +
    find "$2" -type d -exec chmod 755 {} +
}
