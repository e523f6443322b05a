#!/usr/bin/env bash
# How fast `tactful serve` answers 300-byte drafts beside an axum service that only echoes, and what it does when it is killed under load.
# usage: tests/hosts/load.sh [SECONDS]   (needs wrk; builds both services unless TACTFUL and ECHO name them)
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-10}
command -v wrk >/dev/null || { echo "FAIL wrk is not installed: apt-get install wrk" >&2; exit 1; }
if [ -z "${TACTFUL:-}" ]; then
  cargo build --release --features serve --bin tactful --example echo
  TACTFUL=target/release/tactful ECHO=target/release/examples/echo
fi
scratch=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$scratch"' EXIT

cat >"$scratch/post.lua" <<'LUA'
-- A reply of 300 bytes, as a chat of a shop has them.
local text = "Hi Maria, thanks for waiting while I looked into this. Your parcel left our depot in Leeds on Tuesday and the "
  .. "courier has it on today's van, so it should reach you before six. The tracking page shows each stop. If it is not "
  .. "there by seven, reply here and I will send a new one free of charge. Best, Ana"
text = text .. string.rep(".", 300 - #text)
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"draft": "' .. text .. '"}'
-- Every answer must be whole: a review that says what became of the draft, or the echo.
function response(status, _, body)
  if status ~= 200 or not (body:find('"verdict"', 1, true) or body == wrk.body) then
    wrong = (wrong or 0) + 1
    if wrong < 3 then io.stderr:write(status, " ", body:sub(1, 200), "\n") end
  end
end
local threads = {}
function setup(thread) table.insert(threads, thread) end
function done(summary, latency)
  local wrong = 0
  for _, thread in ipairs(threads) do wrong = wrong + (thread:get("wrong") or 0) end
  io.write(string.format("%8.0f requests/s   p50 %6.2f ms   p99 %6.2f ms   wrong %d   broken off %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    wrong, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
LUA

load() { # NAME PORT CONNECTIONS SECONDS
  printf '%-8s %5s connections ' "$1" "$3"
  wrk -t2 -c"$3" -d"$4"s -s "$scratch/post.lua" "http://127.0.0.1:$2/v1/check" | tail -1
}

ulimit -n 8192
"$TACTFUL" serve --listen 127.0.0.1:8789 --no-config --concurrency 4096 2>"$scratch/log" &
service=$!
"$ECHO" &
for port in 8789 8790; do
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
done
load warm 8789 64 2 >/dev/null
for connections in 64 1000; do
  for _ in 1 2; do
    load echo 8790 "$connections" "$seconds"
    load tactful 8789 "$connections" "$seconds"
  done
done

echo "SIGTERM under load:"
load tactful 8789 64 3 & measured=$!
sleep 1.5
kill -TERM "$service"
wait "$service" && echo "ended with 0"
wait "$measured"
cat "$scratch/log"

echo "SIGKILL under load:"
"$TACTFUL" serve --listen 127.0.0.1:8789 --no-config 2>"$scratch/log" &
service=$!
until (exec 3<>"/dev/tcp/127.0.0.1/8789") 2>/dev/null; do sleep 0.1; done
load tactful 8789 64 3 & measured=$!
sleep 1.5
kill -KILL "$service"
wait "$measured"
