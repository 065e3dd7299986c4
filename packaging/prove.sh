#!/usr/bin/env bash
# Shows on this system that the packages work: built, installed into a bare Debian, started, used, upgraded, removed.
# Usage: packaging/prove.sh [--built] [screening|complete|all]       (all when nothing is said; --built: build nothing)
# Needs root, debootstrap, Xvfb, xdotool and imagemagick. PYTHON names a Python with the extra "dev", for the tests.
# Pictures and logs go to dist/proof/.
set -euo pipefail
cd "$(dirname "$0")/.."
build=yes
[ "${1:-}" != --built ] || { build=no && shift; }
what=${1:-all}
[ "$what" != all ] || what="screening complete"
python=${PYTHON:-.venv/bin/python}
proof=$PWD/dist/proof
cache=${XDG_CACHE_HOME:-$HOME/.cache}/scolioapp-build
mkdir -p "$proof" "$cache"
for tool in debootstrap Xvfb xdotool import chroot unshare; do
    command -v "$tool" >/dev/null || { echo "$tool is needed" >&2 && exit 1; }
done
[ "$(id -u)" = 0 ] || { echo "Root is needed to install into a root of its own." >&2 && exit 1; }

number=97
root=""
say() { printf '%-64s %s\n' "$1" "${2:-}"; }
fail() { echo "FAILED: $*" >&2 && exit 1; }
now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN {printf "%.2f s", b - a}'; }
below() {
    [ "$(du -sb --apparent-size "$1" | cut -f1)" -le $(($2 * 1000000)) ] || fail "$1 is larger than $2 MB"
}
megabytes() { du -sb --apparent-size "$1" | awk '{printf "%.1f MB", $1 / 1e6}'; }

clean_up_root() {
    for place in tmp/.X11-unix proc dev; do
        ! mountpoint -q "$root/$place" || umount "$root/$place"
    done
    rm -rf --one-file-system "$root"
    root=""
}

# What still runs holds the root: it goes first.
clean_up() {
    jobs -p | xargs -r kill 2>/dev/null || true
    wait
    [ -z "$root" ] || clean_up_root
}
trap clean_up EXIT

make_root() {
    [ -s "$cache/bookworm.tar" ] || {
        fresh=$(mktemp -d)
        debootstrap --variant=minbase bookworm "$fresh" >"$proof/debootstrap.log"
        tar -C "$fresh" -cf "$cache/bookworm.tar" .
        rm -rf "$fresh"
    }
    root=$(mktemp -d /var/tmp/scolioapp-root.XXXXXX)
    tar -C "$root" -xf "$cache/bookworm.tar"
    chmod 755 "$root"
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
    mkdir -p "$root/tmp/.X11-unix"
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    chroot "$root" useradd --create-home clinic
    chroot "$root" apt-get update -q >/dev/null
}

install_deb() {
    cp "$1" "$root/root/package.deb"
    chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        /root/package.deb >"$proof/$flavour-apt.log" 2>&1 || fail "the package was not installed: see $proof"
    rm "$root/root/package.deb"
}

# The program as a plain account of the bare system, with no network at all.
there() {
    exec unshare --net chroot --userspec=clinic "$root" env -i HOME=/home/clinic LANG=C.UTF-8 \
        PATH=/usr/bin:/bin DISPLAY=":$number" XDG_RUNTIME_DIR=/tmp "$@"
}

# Starts the window and waits until it is drawn. Sets window_pid and shown.
open_window() {
    local begun id=""
    begun=$(now)
    (there scolioapp "$@") >"$proof/$flavour-window.log" 2>&1 &
    window_pid=$!
    until id=$(xdotool search --onlyvisible --name '^ScolioApp' 2>/dev/null | head -1) && [ -n "$id" ]; do
        kill -0 "$window_pid" 2>/dev/null || fail "the window did not open: $(cat "$proof/$flavour-window.log")"
        sleep 0.02
    done
    shown=$(since "$begun")
    until [ "$(import -window "$id" -format '%k' info:)" -gt 20 ]; do sleep 0.02; done
    drawn=$(since "$begun")
}

close_window() {
    kill -TERM "$window_pid"
    wait "$window_pid" 2>/dev/null || true
}

# What the user has, except what a run keeps for itself alone.
kept() {
    (cd "$root/home/clinic" && find . -path ./.local/share/ScolioApp/quick -prune -o -path ./.cache -prune -o \
        -path ./.local/state -prune -o -type f -exec sha256sum {} + | sort -k2)
}

# Protected records, with a result that somebody has signed.
keep_records() {
    PYTHONPATH=. "$python" -m tests.frozen.made_home "$root/home/clinic" resources/samples/simulated_walk.mp4
    chroot "$root" chown -R clinic: /home/clinic
}

# Starts the window, and unlocks the records with their password. The trail notes it.
open_records() {
    local records=$root/home/clinic/.local/share/ScolioApp/records before
    before=$(sha256sum "$records/trail.anchor")
    open_window
    xdotool search --onlyvisible --name '^ScolioApp' windowfocus --sync
    xdotool type --delay 50 administrator
    xdotool key Return
    xdotool type --delay 50 "correct horse battery"
    xdotool key Return
    until [ "$(sha256sum "$records/trail.anchor")" != "$before" ]; do
        kill -0 "$window_pid" 2>/dev/null || fail "the window has gone: $(cat "$proof/$flavour-window.log")"
        sleep 0.2
    done
    sleep 3
    import -window root "$proof/$flavour-records-$1.png"
    close_window
}

prove_training() {
    local home=$root/home/clinic data=$root/home/clinic/data
    PYTHONPATH=. "$python" -c "from pathlib import Path; from tests.engine.training.tiny_run import write_data
write_data(Path('$data'), people=60, frames=30)"
    PYTHONPATH=. "$python" -c "import json; from tests.engine.training.tiny_run import config_of
print(json.dumps(config_of(optimiser={'iterations': 1000000, 'rate': 0.05, 'milestones': []})))" >"$home/run.yaml"
    chroot "$root" chown -R clinic: /home/clinic
    local runs=.local/share/ScolioApp/runs begun
    (there sh -c "mkdir -p ~/$runs && cd && scolioapp train run.yaml --run $runs/proof") \
        >"$proof/$flavour-train.log" 2>&1 &
    local training=$!
    sleep "${TRAINING_SECONDS:-120}"
    kill -0 $training 2>/dev/null || fail "training ended by itself: $(tail -3 "$proof/$flavour-train.log")"
    begun=$(now)
    touch "$home/$runs/proof/stop"
    wait $training || true
    say "  training for ${TRAINING_SECONDS:-120} s, stopped by a stop file after" "$(since "$begun")"
    sed 's/^/    /' "$home/$runs/proof/status.json" && echo
    grep -q '"stopped"' "$home/$runs/proof/status.json" || fail "the run does not say that it was stopped"
}

prove_one() {
    flavour=$1
    name=scolioapp
    [ "$flavour" = screening ] || name=scolioapp-complete
    if [ $build = yes ]; then
        begun=$(now)
        packaging/build.sh "$flavour" >"$proof/$flavour-build.log" 2>&1 || fail "see $proof/$flavour-build.log"
        say "$flavour: built and packed in" "$(since "$begun")"
    fi
    folder=dist/$flavour/ScolioApp
    deb=$(find "dist/$flavour" -name "${name}_[0-9]*.deb" ! -name "${name}_0.0.1_*" | sort -V | tail -1)
    say "$flavour: folder" "$(megabytes "$folder")"
    say "$flavour: .deb" "$(megabytes "$deb")"
    say "$flavour: tar.gz" "$(megabytes "$(find "dist/$flavour" -name '*.tar.gz' | sort -V | tail -1)")"
    if [ "$flavour" = screening ]; then
        below "$folder" 650
        below "$deb" 230
    fi
    packaging/linux/make_packages.sh "$flavour" 0.0.1 >/dev/null
    make_root
    begun=$(now)
    old=$(find "dist/$flavour" -name "${name}_0.0.1_*.deb")
    install_deb "$old"
    rm "$old"
    say "  bare Debian 12: an older version installed with what it depends on in" "$(since "$begun")"
    lacking=$(chroot "$root" sh -c 'find /opt/scolioapp -type f \( -name "*.so*" -o -name scolioapp \) |
        LD_LIBRARY_PATH=/opt/scolioapp/_internal xargs -n 50 ldd 2>/dev/null | grep "not found" | sort -u' || true)
    [ -z "$lacking" ] || fail "libraries are lacking: $lacking"

    sample=/opt/scolioapp/_internal/resources/samples/simulated_walk.mp4
    begun=$(now)
    (there scolioapp screen $sample --out /home/clinic/out) >"$proof/$flavour-screen.log" 2>&1 ||
        fail "$(cat "$proof/$flavour-screen.log")"
    say "  sample screened by the command line in" "$(since "$begun")"
    find "$root/home/clinic/out" -type f -printf '    %f %s bytes\n'

    open_window
    say "  window, first start: shown, drawn" "$shown, $drawn"
    close_window
    for start in second third; do
        open_window
        say "  window, $start start: shown, drawn" "$shown, $drawn"
        ! grep -q libtorch "/proc/$window_pid/maps" || fail "the window has loaded torch"
        import -window root "$proof/$flavour-window.png"
        close_window
    done
    begun=$(now)
    open_window $sample
    quick=$root/home/clinic/.local/share/ScolioApp/quick
    until compgen -G "$quick/run-*/results/*/result.json" >/dev/null; do
        kill -0 "$window_pid" 2>/dev/null || fail "the window has gone: $(cat "$proof/$flavour-window.log")"
        sleep 0.2
    done
    say "  sample screened through the window in" "$(since "$begun")"
    ! grep -q libtorch "/proc/$window_pid/maps" || fail "the window has loaded torch"
    sleep 3
    import -window root "$proof/$flavour-done.png"
    # "Open result", in the banner; without a window manager nothing has the keyboard.
    xdotool mousemove 1139 82 click 1
    sleep 6
    import -window root "$proof/$flavour-result.png"
    close_window
    [ ! -d "$folder/_internal/torch" ] || prove_training

    mkdir -p "$root/home/clinic/.local/share/ScolioApp/models/mine"
    echo kept >"$root/home/clinic/.local/share/ScolioApp/models/mine/card.yaml"
    keep_records
    open_records old
    say "  protected records opened with their password"
    before=$(kept)
    begun=$(now)
    install_deb "$deb"
    say "  upgraded over the older version in" "$(since "$begun")"
    # shellcheck disable=SC2016 # dpkg-query fills these in
    chroot "$root" dpkg-query -W -f '    ${Package} ${Version} ${Status}\n' "$name"
    [ "$(kept)" = "$before" ] || fail "the upgrade changed results, records, models or runs"
    open_records new
    before=$(kept)
    chroot "$root" apt-get purge -y -q "$name" >>"$proof/$flavour-apt.log" 2>&1
    for left in opt/scolioapp usr/bin/scolioapp usr/share/applications/scolioapp.desktop; do
        [ ! -e "$root/$left" ] || fail "/$left is left of the package"
    done
    [ "$(kept)" = "$before" ] || fail "the removal changed results, records, models or runs"
    say "  removed; results, records, models and runs are as they were:" "$(kept | wc -l) files"
    clean_up_root
    begun=$(now)
    SCOLIOAPP_PROGRAM=$PWD/$folder/scolioapp "$python" -m pytest -q -p no:cacheprovider tests/frozen |
        tee "$proof/$flavour-tests.log" | tail -3
    say "  tests of the built program in" "$(since "$begun")"
}

mkdir -p /tmp/.X11-unix
Xvfb ":$number" -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
export DISPLAY=":$number"
sleep 1
for flavour in $what; do
    prove_one "$flavour"
done
echo "Everything was shown. Pictures and logs: dist/proof/"
