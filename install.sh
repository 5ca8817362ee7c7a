#!/usr/bin/env bash
# Install guanxi into .venv beside this file: install.sh [EXTRAS], where EXTRAS is a list such as docs,test.
# Needs Python 3.11 or newer; on Debian and Ubuntu the package python3-venv is added where it is missing.
set -euo pipefail
cd "$(dirname "$0")"

python=""
for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Error: no Python 3.11 or newer here. Install it, then run this again." >&2
    exit 1
fi

if [ ! -x .venv/bin/pip ]; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        root=""
        [ "$(id -u)" = 0 ] || root="sudo"
        $root apt-get update -qq
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        $root apt-get install -y -qq --no-install-recommends "$package" >/dev/null
    fi
    "$python" -m venv .venv
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".${1:+[$1]}"
