#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image.
set -eu
export DEBIAN_FRONTEND=noninteractive

missing() { ! command -v "$1" >/dev/null; }
updated=""
get() {
    [ -n "$updated" ] || { apt-get update; updated=yes; }
    apt-get install -y --no-install-recommends "$@"
}
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# What the box is made of.
if missing bwrap || missing setpriv || missing prlimit || missing unshare; then
    get bubblewrap util-linux
fi

# A Python for the marker alone, with the NumPy of the lock.
python=""
for one in python3 python3.13 python3.12 python3.11; do
    if [ -z "$python" ] && new_enough "$one"; then python=$one; fi
done
[ -n "$python" ] || { get python3.11; python=python3.11; }
"$python" -c 'import ensurepip' 2>/dev/null || get "$python-venv"
"$python" -m venv /autograder/marker
/autograder/marker/bin/python -m pip install --require-hashes --only-binary :all: \
    -r /autograder/source/requirements.txt

# Whether the box can be had is decided anew at each submission; here it is only said.
cd /autograder/source
/autograder/marker/bin/python -B -c \
    'from grading.box import why_not; print(why_not() or "The box can be built.")'
