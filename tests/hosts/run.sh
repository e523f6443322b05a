#!/usr/bin/env bash
# End-to-end tests with real hosts. Needs Python 3 with venv and a package index, for mail and XMPP Debian and root, for the adapters Node 20 and Go;
# fails when a host cannot be installed.
# usage: tests/hosts/run.sh [mcp|openai-agents|langchain|guardrails|nemo|miltertest|postfix|synapse|prosody|adapters]…   (all, when none is named)
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=${TACTFUL:-target/debug/tactful}
[ -n "${TACTFUL:-}" ] || cargo build --features serve,milter --bin tactful
binary=$(realpath "$binary")
scratch=${HOSTS_DIR:-${TMPDIR:-/tmp}/tactful-hosts}
mkdir -p "$scratch"
failed=0

# install NAME PACKAGE…: a venv of its own, as the frameworks' dependencies contradict each other.
install() {
  local name=$1; shift
  [ -x "$scratch/$name/bin/python" ] || python3 -m venv "$scratch/$name"
  if ! "$scratch/$name/bin/pip" install --quiet --disable-pip-version-check "$@"; then
    echo "FAIL $name: $* cannot be installed" >&2
    failed=1
    return 1
  fi
}

# debian NAME SCRIPT PACKAGE…: a host of Debian's.
debian() {
  local name=$1 script=$2; shift 2
  echo "== $name"
  if ! dpkg -s "$@" >/dev/null 2>&1; then
    # No service is started: the tests start their own, in folders of their own.
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$@"; } >"$scratch/$name.log" 2>&1; then
      tail -5 "$scratch/$name.log" >&2
      echo "FAIL $name: $* cannot be installed" >&2
      failed=1
      return 0
    fi
  fi
  python3 "$script" "$binary" || { echo "FAIL $name" >&2; failed=1; }
}

# host NAME SCRIPT PACKAGE…
host() {
  local name=$1 script=$2; shift 2
  echo "== $name"
  install "$name" "$@" || return 0
  # Nobody is told about our tests.
  OTEL_SDK_DISABLED=true GUARDRAILS_RUN_SYNC=true OPENAI_AGENTS_DISABLE_TRACING=1 TACTFUL="$binary" PYTHONPATH=examples/hosts \
    "$scratch/$name/bin/python" "$script" "$binary" || failed=1
}

echo "== syntax of the examples"
python3 - examples/hosts/*.py <<'PY' || failed=1
import ast, pathlib, sys
for name in sys.argv[1:]:
    text = pathlib.Path(name).read_text()
    ast.parse(text, name)
    assert len(text.splitlines()) < 60, f"{name} is longer than an example should be"
    print("ok  ", name)
PY

hosts=${*:-mcp openai-agents langchain guardrails nemo miltertest postfix synapse prosody adapters}
for name in $hosts; do
  case $name in
    mcp) host mcp tests/hosts/mcp_client.py mcp ;;
    openai-agents) host openai-agents tests/hosts/openai_agents_run.py openai-agents ;;
    langchain) host langchain tests/hosts/langchain_run.py langchain ;;
    guardrails) host guardrails tests/hosts/guardrails_run.py 'guardrails-ai>=0.11' ;;
    nemo) host nemo tests/hosts/nemo_run.py 'nemoguardrails>=0.20' ;;
    miltertest) debian miltertest tests/hosts/milter_run.py miltertest ;;
    postfix) debian postfix tests/hosts/postfix_run.py postfix ;;
    synapse) host synapse tests/hosts/synapse_run.py 'matrix-synapse>=1.163' 'synapse-http-antispam>=0.5' ;;
    prosody) debian prosody tests/hosts/prosody_run.py prosody ;;
    adapters)
      echo "== adapters"
      { command -v go && command -v npm; } >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends golang-go npm >/dev/null 2>&1 || true
      tests/hosts/adapters.sh "$scratch" || { echo "FAIL adapters" >&2; failed=1; }
      ;;
    *) echo "FAIL there is no host $name" >&2; failed=1 ;;
  esac
done
exit $failed
