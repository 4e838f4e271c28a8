# shellcheck shell=sh
# Makes a Python environment of packages whose hashes are known. Read by run.sh and test.sh with `.`, after system-packages.sh;
# `project` holds the path of the project's folder.
# shellcheck disable=SC2154

# The system's own Python, whatever else comes first in PATH: it is the one that python3-venv belongs to.
: "${PYTHON:=/usr/bin/python3}"

# What an environment was made of: when this changes, it is set up again.
venv_stamp() { # FOLDER REQUIREMENTS
    # The Python is asked inside the environment: after an upgrade of the system it is another one, or gone.
    echo "$("$1/bin/python" -I -c 'import sys; print(sys.implementation.cache_tag)' 2>/dev/null) $(uname -m)" \
        "$(cat "$2" "$project/packaging/system-packages.sh" | sha256sum | cut -d ' ' -f 1)"
}

venv_ready() { # FOLDER REQUIREMENTS
    [ -f "$1/stamp" ] && [ ! -e "$1/unfinished" ] && [ "$(cat "$1/stamp")" = "$(venv_stamp "$1" "$2")" ]
}

# Sets everything up, system packages included, unless it was done before.
make_venv() { # FOLDER REQUIREMENTS PACKAGES
    if venv_ready "$1" "$2"; then return 0; fi
    require_packages "$3"
    # Someone who clicks twice starts two of us: the second waits here, and then finds the work done. pip inherits the lock, so
    # that a pip that outlived us is waited for as well.
    exec 9<"$2"
    if command -v flock >/dev/null; then flock 9; fi
    if ! venv_ready "$1" "$2"; then build_venv "$1" "$2"; fi
    exec 9<&-
}

build_venv() { # FOLDER REQUIREMENTS
    # Not newer: SQLCipher comes as a wheel for each version of Python, and 3.15's is not out (November 2026).
    if ! "$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
        echo "Python 3.11, 3.12, 3.13 or 3.14 is needed, and $PYTHON is none of these: name one with PYTHON=/path/to/python3." >&2
        exit 1
    fi
    echo "Setting up Python's packages; this needs the network and takes a minute or two."
    # `unfinished` stays behind when we are ended halfway. Such an environment, or one whose Python is gone, is made anew.
    # One that somebody else made and that works is only brought up to date.
    if [ -e "$1/unfinished" ] || ! "$1/bin/python" -I -m pip --version >/dev/null 2>&1; then
        rm -rf "$1"
        mkdir -p "$1"
        : >"$1/unfinished"
        "$PYTHON" -m venv "$1"
    fi
    : >"$1/unfinished"
    # Wheels only: building from source would fetch tools that no hash vouches for.
    if ! "$1/bin/python" -I -m pip install -qq --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r "$2"; then
        # pip fetches everything before it touches anything: what worked before (no network today) still works.
        if [ -f "$1/stamp" ]; then rm "$1/unfinished"; fi
        echo "Python's packages could not be installed; pip says why above. If it was the network, start again when it is back." >&2
        exit 1
    fi
    # The program is read from the folder itself, so that there is nothing to build. Relative to site-packages, so that the
    # folder may be moved or have any name; not by PYTHONPATH, which every program that we start would inherit.
    for packages in "$1"/lib/python3.*/site-packages; do
        echo ../../../.. >"$packages/facilitator-workbook.pth"
    done
    venv_stamp "$1" "$2" >"$1/stamp"
    rm "$1/unfinished"
}
