#!/bin/sh
# Compiles the hashed requirements files from pyproject.toml.
#
#   sh packaging/compile.sh                         what pyproject.toml now asks; every pin that still fits stays
#   sh packaging/compile.sh --upgrade               newest versions of everything
#   sh packaging/compile.sh --upgrade-package NAME  newest version of one package
#   sh packaging/compile.sh --check                 changes nothing; fails when the files are not current
set -eu

project=$(cd "$(dirname "$0")/.." && pwd)
files='requirements-workbook.txt requirements-central.txt requirements-test.txt'

check=no
if [ "${1-}" = --check ]; then
    check=yes
    shift
fi

# The pinned uv of a venv first: another version of uv may write the same pins in another form.
uv=${UV-}
for candidate in "$project/.venv-test/bin/uv" "$project/.venv/bin/uv" uv; do
    [ -z "$uv" ] && command -v "$candidate" >/dev/null && uv=$candidate
done
if [ -z "$uv" ]; then
    echo "There is no uv to compile with: run 'sh packaging/test.sh' once, which installs it." >&2
    exit 2
fi

# In a copy with the same layout: --check must not write into the project, and the files must name no path of this machine.
# A file is compiled over its old self, so that a new release of some package alone changes nothing.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir "$work/packaging"
cp "$project/pyproject.toml" "$work"
for file in $files; do
    if [ -e "$project/packaging/$file" ]; then
        cp "$project/packaging/$file" "$work/packaging"
    fi
done
cd "$work"

# A mirror that stands in for the public registry may be used; other places for packages may not, they would change what is found.
unset UV_FIND_LINKS UV_INDEX UV_EXTRA_INDEX_URL

# With their extras: pip takes a hashed `coverage` for no pin of the `coverage[toml]` that another package asks for.
compile() {
    file=$1
    shift
    if ! "$uv" pip compile --quiet --no-config --universal --no-strip-extras --python-version 3.11 --generate-hashes \
        --custom-compile-command 'sh packaging/compile.sh' --output-file "packaging/$file" "$@" pyproject.toml >/dev/null; then
        echo "packaging/$file could not be compiled; uv says why above." >&2
        exit 2
    fi
}

compile requirements-workbook.txt --extra workbook "$@"
# Held to the workbook's versions: the tests must run what people run, and the laptop and the server share code.
compile requirements-central.txt --extra central --constraints packaging/requirements-workbook.txt "$@"
compile requirements-test.txt --extra workbook --extra central --group test --constraints packaging/requirements-workbook.txt "$@"

for file in $files; do
    if [ "$check" = no ]; then
        cp "packaging/$file" "$project/packaging/$file"
    elif ! diff -u "$project/packaging/$file" "packaging/$file" >difference 2>&1; then
        head -n 40 difference >&2
        echo "packaging/$file is not current with pyproject.toml: run 'sh packaging/compile.sh' and commit what it changes." >&2
        exit 1
    fi
done
