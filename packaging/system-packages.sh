# shellcheck shell=sh disable=SC2034
# Which system packages Debian and Ubuntu must have, and how they come onto the machine. Read by run.sh and test.sh with `.`
# "new|old": the 64-bit time change renamed some libraries in Debian 13 and Ubuntu 24.04; either name will do.

# Qt draws with the first line, talks to X11 with the second, to Wayland and to printers with the third.
workbook_packages='
    python3-venv ca-certificates
    libglib2.0-0t64|libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0
    libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libwayland-cursor0 libcups2t64|libcups2
'
# A screen that is not there, someone to type on it, a look at what reaches the disk, and another reader of our papers.
test_packages='xvfb xdotool strace poppler-utils git'
# A print server, printers that are none, and a network of their own: for the slow test that prints (tests/ui/test_real_printing.py installs them).
printing_packages='cups cups-client cups-filters cups-ipp-utils avahi-daemon dbus poppler-utils iproute2 util-linux'

# Prints those of the packages that are not installed, by the name that this machine's apt knows.
missing_packages() {
    # One call for all; names that dpkg-query does not know are what we want to hear about, so no complaints.
    # shellcheck disable=SC2046,SC2048,SC2086
    installed=" $(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' $(echo $* | tr '|' ' ') 2>/dev/null |
        sed -n 's/^ii *//p' | tr '\n' ' ') "
    # shellcheck disable=SC2048
    for package in $*; do
        new=${package%|*} old=${package#*|}
        case $installed in
            *" $new "* | *" $old "*) ;;
            # apt itself takes the old name for the new one where it knows the new one only.
            *) if [ "$new" != "$old" ] && apt-cache show "$new" >/dev/null 2>&1; then echo "$new"; else echo "$old"; fi ;;
        esac
    done | tr '\n' ' ' | sed 's/ $//'
}

# Installs what is missing if this is root; otherwise says the one line to run, and stops.
require_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "This is neither Debian nor Ubuntu: whether all system packages are there is not checked (packaging/system-packages.sh names them)." >&2
        return 0
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        echo "Some system packages are missing. Run this line, then start again:" >&2
        echo "    sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends $missing'" >&2
        exit 1
    fi
    echo "Installing system packages: $missing"
    # One broken source among several must not stop us: what counts is whether the packages can then be installed.
    apt-get update -qq -o DPkg::Lock::Timeout=120 || echo "apt-get update had trouble; trying with the lists that are there." >&2
    missing=$(missing_packages "$@") # again: on a bare machine apt knew no names before the update
    # shellcheck disable=SC2086
    if ! DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends \
        -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 $missing </dev/null >/dev/null; then
        echo "The system packages could not be installed; apt-get says why above." >&2
        exit 1
    fi
}
