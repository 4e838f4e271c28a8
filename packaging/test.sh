#!/bin/sh
# Passes all the checks and tests; the first time it sets everything up. What follows the name is passed on to pytest.
set -eu

project=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=packaging/system-packages.sh
. "$project/packaging/system-packages.sh"
# shellcheck source=packaging/venv.sh
. "$project/packaging/venv.sh"

# An environment of its own: the one that holds people's words has nothing in it that only tests need.
venv=$project/.venv-test
make_venv "$venv" "$project/packaging/requirements-test.txt" "$workbook_packages $test_packages"

cd "$project"
python=$venv/bin/python
export QT_QPA_PLATFORM=offscreen

step() { # NAME COMMAND...
    name=$1
    shift
    echo "== $name"
    if ! "$@"; then
        echo "The step '$name' failed; the steps after it were not run." >&2
        exit 1
    fi
}

# As modules: a program in bin/ names its Python by a path, and that breaks where the path is long, has spaces, or was moved.
step 'requirements are current' env UV="$venv/bin/uv" sh packaging/compile.sh --check
step 'ruff check' "$python" -m ruff check .
step 'ruff format' "$python" -m ruff format --check .
step 'mypy' "$python" -m mypy
step 'import-linter' "$python" -c 'import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())'

echo '== pytest'
log=$(mktemp)
# A folder of its own: what lies beside a shared one under /tmp may begin like it, and Qt's file dialog then takes its name out of a path that is typed.
apart=$(mktemp -d)
trap 'rm -rf "$log" "$log.failed" "$apart"' EXIT
trap 'exit 130' INT TERM
"$python" -m coverage erase
# All of it: side by side, as many as there are processors; a file is run by one of them, in its order, for its stages may go on from each other.
# A part of it: one after the other, as somebody wants it who looks for something.
if [ $# -eq 0 ]; then
    set -- --cov --cov-report= -n auto --dist loadfile --no-loadscope-reorder --basetemp="$apart/tests"
else
    part=yes
fi
# The pipe's exit code is tee's, so pytest's goes by way of a file.
{ "$python" -m pytest "$@" || echo $? >"$log.failed"; } 2>&1 | tee "$log"

failed=
if [ -s "$log.failed" ]; then
    failed=pytest
elif [ -n "${part-}" ]; then
    echo 'How much the tests cover is not judged when pytest is given arguments.'
else
    echo '== coverage'
    "$python" -m coverage report || failed=coverage
fi
if [ -n "$failed" ]; then
    echo "The step '$failed' failed."
fi
# Last, because whoever reads only the end wants to know how many tests ran.
grep -v '^[[:space:]]*$' "$log" | tail -n 1
[ -z "$failed" ]
