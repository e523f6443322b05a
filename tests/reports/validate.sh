#!/usr/bin/env bash
# Validates the committed report snapshots against the formats' own schemas and readers, from PyPI and npm.
# Run on demand: tests/reports/validate.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet jsonschema junitparser markdown-it-py
# Carries the OASIS schema of SARIF 2.1.0 as a file.
(cd "$scratch" && npm pack --silent @microsoft/jest-sarif && tar xzf microsoft-jest-sarif-*.tgz)
"$scratch/venv/bin/python" "$here/validate.py" "$scratch/package/lib/schemas/sarif-2.1.0-rtm.5.json"
