#!/bin/sh
# Opens the workbook; the first time it sets everything up. What follows the name is passed on to the program.
set -eu

project=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=packaging/system-packages.sh
. "$project/packaging/system-packages.sh"
# shellcheck source=packaging/venv.sh
. "$project/packaging/venv.sh"

# Said before a minute of set-up rather than after it.
if [ -z "${DISPLAY-}${WAYLAND_DISPLAY-}${QT_QPA_PLATFORM-}" ] && [ "$(uname -s)" = Linux ]; then
    screen=needed
    case ${1-} in
        *[!a-z-]*) ;;   # a file's name: it has a dot, a slash or the like in it
        [a-z]*) [ -e "$1" ] || screen=none ;; # a sub-command
    esac
    for argument; do
        case $argument in --shots | --shots=* | --version | --help | -h) screen=none ;; esac
    done
    if [ "$screen" = needed ]; then
        echo "There is no screen here to open the workbook on: start this from a terminal on the desktop, or set DISPLAY." >&2
        exit 1
    fi
    export QT_QPA_PLATFORM=offscreen
fi

make_venv "$project/.venv" "$project/packaging/requirements-workbook.txt" "$workbook_packages"

# -I: neither a stray file in the folder we were started from nor a variable of the session may stand in for a module.
exec "$project/.venv/bin/python" -I -m facilitator_app "$@"
