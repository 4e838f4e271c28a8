#!/bin/sh
# Proves on a bare Debian that run.sh and test.sh need nothing but themselves:  sh packaging/prove.sh SUITE [REPOSITORY]
# SUITE is a name that debootstrap knows (bookworm, trixie). What is proved is what is committed. Needs root and debootstrap.
set -eu

project=$(cd "$(dirname "$0")/.." && pwd)
suite=${1:?"usage: sh packaging/prove.sh SUITE [REPOSITORY]"}
repository=${2-$project}
# Outside the project: these are whole systems, 0.2 GB each even when bare. The bare ones stay, so that the next proof starts sooner.
work=${PROVE_DIR:-/var/tmp/workbook-prove}
base=$work/$suite.bare
root=$work/$suite
# Spaces on purpose: people have them in the names of their folders.
folder='/srv/a colleague/restorative justice workbook'

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
    echo "This needs root and debootstrap: apt-get install debootstrap." >&2
    exit 1
fi

# Where this machine gets its own packages from.
# shellcheck disable=SC2016
: "${MIRROR:=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1)}"

if [ ! -e "$base/bare" ]; then
    rm -rf "$base"
    mkdir -p "$base"
    debootstrap --variant=minbase "$suite" "$base" "$MIRROR" >"$work/$suite.log" 2>&1 ||
        { echo "debootstrap failed; $work/$suite.log says why." >&2; exit 1; }
    : >"$base/bare"
fi

fresh() {
    rm -rf "$root"
    cp -a "$base" "$root"
    mkdir -p "$root$folder"
    git clone --quiet --no-hardlinks "$repository" "$root$folder"
    # The way out of this machine, which a bare system cannot know: its name server, and whom it trusts.
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/machine-certificates.crt"
}

# Own namespaces: whatever happens, no mount and no process is left behind.
inside() { # COMMAND...
    # shellcheck disable=SC2016
    unshare --mount --pid --fork sh -c '
        root=$1 folder=$2
        shift 2
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
            ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
            PIP_CERT=/etc/machine-certificates.crt SSL_CERT_FILE=/etc/machine-certificates.crt \
            sh -c "cd \"\$0\" && exec \"\$@\"" "$folder" "$@"
    ' sh "$root" "$folder" "$@" </dev/null
}

timed() { # WHAT COMMAND...
    what=$1
    shift
    echo "---- $suite: $what"
    start=$(date +%s.%N)
    outcome=0
    inside "$@" || outcome=$?
    echo "---- $suite: $what: exit code $outcome after $(date +%s.%N | awk -v start="$start" '{ printf "%.1f", $1 - start }') s"
    [ "$outcome" = 0 ]
}

fresh
echo "---- $suite: run.sh without root on a bare machine must name the line to run, and stop"
if inside setpriv --reuid 65534 --regid 65534 --clear-groups env QT_QPA_PLATFORM=offscreen sh packaging/run.sh --version; then
    echo "It did not stop." >&2
    exit 1
fi
timed 'run.sh, first' env QT_QPA_PLATFORM=offscreen sh packaging/run.sh --version
timed 'run.sh, second' env QT_QPA_PLATFORM=offscreen sh packaging/run.sh --version
fresh
timed 'test.sh, first' sh packaging/test.sh
timed 'test.sh, second' sh packaging/test.sh
rm -rf "$root"
