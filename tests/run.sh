#!/usr/bin/env bash
# Install guanxi with all it needs for its tests into .venv, check the code, run the tests.
# Debian and Ubuntu: chromium is added for the browser tests where it is missing and we may.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! { command -v chromium && command -v chromedriver; } >/dev/null && command -v apt-get >/dev/null; then
    root=""
    [ "$(id -u)" = 0 ] || root="sudo -n"
    { $root apt-get update -qq &&
        $root apt-get install -y -qq --no-install-recommends chromium chromium-driver fonts-noto-cjk >/dev/null; } ||
        echo "No chromium could be installed; the browser tests are skipped." >&2
fi

bash install.sh test,train
.venv/bin/ruff check
.venv/bin/ruff format --check
.venv/bin/mypy
.venv/bin/python -m pytest "$@"
