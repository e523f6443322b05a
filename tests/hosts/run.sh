#!/usr/bin/env bash
# End-to-end tests with real hosts, on Debian as root: mail and XMPP servers, a browser and Go come from Debian, the rest from PyPI and npm
# (Python 3.10 and Node 20 or newer). A host that cannot be installed has failed.
# usage: tests/hosts/run.sh [HOST]…   (all, when none is named; `tests/hosts/run.sh --list` names them)
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD
all=(exec sendmail claude-code mcp openai-agents langchain guardrails nemo miltertest postfix synapse prosody page adapters)
[ "${1:-}" != --list ] || { printf '%s\n' "${all[@]}"; exit; }
[ -n "${TACTFUL:-}" ] || cargo build --features serve,milter --bin tactful
binary=$(realpath "${TACTFUL:-${CARGO_TARGET_DIR:-target}/debug/tactful}")
scratch=${HOSTS_DIR:-${TMPDIR:-/tmp}/tactful-hosts}
mkdir -p "$scratch"

# debian PACKAGE…: no service is started, as the tests start their own, in folders of their own.
debian() {
  dpkg -s "$@" >/dev/null 2>&1 && return
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$@"; } >"$scratch/install.log" 2>&1 || missing "$@"
}

# npm_packages FOLDER PACKAGE…
npm_packages() {
  local folder=$scratch/$1; shift
  command -v npm >/dev/null || debian npm
  mkdir -p "$folder"
  [ -f "$folder/package.json" ] || echo '{"private": true}' >"$folder/package.json"
  npm install --prefix "$folder" --no-audit --no-fund "$@" >"$scratch/install.log" 2>&1 || missing "$@"
}

# python HOST SCRIPT PACKAGE…: a venv of its own, as the frameworks' dependencies contradict each other.
python() {
  local venv=$scratch/$1 script=$2; shift 2
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv" || missing venv
  "$venv/bin/pip" install --quiet --disable-pip-version-check "$@" >"$scratch/install.log" 2>&1 || missing "$@"
  # Nobody is told about our tests.
  OTEL_SDK_DISABLED=true GUARDRAILS_RUN_SYNC=true OPENAI_AGENTS_DISABLE_TRACING=1 TACTFUL="$binary" PYTHONPATH=examples/hosts \
    "$venv/bin/python" "$script" "$binary"
}

missing() {
  tail -5 "$scratch/install.log" >&2
  echo "FAIL cannot be installed: $*" >&2
  exit 1
}

run() {
  case $1 in
    exec) PYTHONPATH=examples/hosts python3 tests/hosts/exec_run.py "$binary" ;;
    sendmail) debian mutt; python3 tests/hosts/sendmail_run.py "$binary" ;;
    claude-code)
      npm_packages claude-code @anthropic-ai/claude-code
      python3 tests/hosts/claude_code_run.py "$binary" "$scratch/claude-code/node_modules/.bin/claude"
      ;;
    mcp) python mcp tests/hosts/mcp_client.py mcp ;;
    openai-agents) python openai-agents tests/hosts/openai_agents_run.py openai-agents ;;
    langchain) python langchain tests/hosts/langchain_run.py langchain ;;
    guardrails) python guardrails tests/hosts/guardrails_run.py 'guardrails-ai>=0.11' ;;
    nemo) python nemo tests/hosts/nemo_run.py 'nemoguardrails>=0.20' ;;
    miltertest) debian miltertest; python3 tests/hosts/milter_run.py "$binary" ;;
    postfix) debian postfix; python3 tests/hosts/postfix_run.py "$binary" ;;
    synapse) python synapse tests/hosts/synapse_run.py 'matrix-synapse>=1.163' 'synapse-http-antispam>=0.5' ;;
    prosody) debian prosody; python3 tests/hosts/prosody_run.py "$binary" ;;
    page)
      debian chromium
      npm_packages page playwright-core@1 axe-core@4
      (cd "$scratch/page" && node "$here/tests/hosts/page.mjs" "$binary")
      ;;
    adapters)
      command -v go >/dev/null || debian golang-go
      npm_packages adapters typescript@5 @types/office-js@1 zendesk_app_framework_sdk@2 @rocket.chat/apps-engine@1.66
      tests/hosts/adapters.sh "$scratch/adapters"
      ;;
    *) echo "FAIL there is no host $1; the hosts are ${all[*]}" >&2; return 1 ;;
  esac
}

passed=0 failed=()
[ $# -gt 0 ] || set -- "${all[@]}"
for host in "$@"; do
  printf '\n== %s\n' "$host"
  # A shell of its own with `set -e`, which a condition would switch off.
  set +e
  (set -e; run "$host")
  code=$?
  set -e
  if [ $code = 0 ]; then passed=$((passed + 1)); else failed+=("$host"); echo "FAIL $host"; fi
done
printf '\n%s\n%d passed, %d failed\n' "${failed[*]:+failed: ${failed[*]}}" $passed ${#failed[@]}
[ ${#failed[@]} = 0 ]
