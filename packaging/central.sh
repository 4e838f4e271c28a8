#!/bin/sh
# The central service's commands; the first time it sets everything up.  sh packaging/central.sh --help
set -eu

project=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=packaging/system-packages.sh
. "$project/packaging/system-packages.sh"
# shellcheck source=packaging/venv.sh
. "$project/packaging/venv.sh"

# An environment of its own: no Qt on a server.
make_venv "$project/.venv-central" "$project/packaging/requirements-central.txt" 'python3-venv ca-certificates'

# -I: neither a stray file in the folder we were started from nor a variable of the session may stand in for a module.
exec "$project/.venv-central/bin/python" -I -m facilitator_app.central.commands "$@"
