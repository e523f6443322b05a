"""A real Claude Code, with a model that is a script and a helpdesk that is a file: held, passed, and what happens when the hook is missing, dead or hung."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from host import CACHE, compile_rules, hung, killed, missing, rules

CLAUDE, TACTFUL = sys.argv[2], sys.argv[1]
BAD, GOOD = "Please calm down.", "Thanks for waiting!"
SEND = "mcp__desk__send_reply"
# The helpdesk: an MCP server whose one tool writes down what it sends.
DESK = """
import json, sys
TOOL = {"name": "send_reply", "description": "Sends a reply.",
        "inputSchema": {"type": "object", "properties": {"message": {"type": "string"}}, "required": ["message"]}}
for line in sys.stdin:
    asked = json.loads(line)
    method = asked.get("method")
    if method == "initialize":
        version = asked["params"]["protocolVersion"]
        result = {"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": {"name": "desk", "version": "1"}}
    elif method == "tools/list":
        result = {"tools": [TOOL]}
    elif method == "tools/call":
        open("sent", "a").write(asked["params"]["arguments"]["message"] + "\\n")
        result = {"content": [{"type": "text", "text": "sent"}]}
    else:
        result = {}
    if "id" in asked:
        print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": result}), flush=True)
"""


class Model(BaseHTTPRequestHandler):
    """Sends a bad reply with its tool, then what it was taught: a good one after a hold, else a last word."""

    heard: list = []
    last_words: list = []

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        tools = [tool["name"] for tool in asked.get("tools", [])]
        blocks = [block for message in asked["messages"] if isinstance(message["content"], list) for block in message["content"]]
        results = [block for block in blocks if block["type"] == "tool_result"]
        for result in results[len(self.heard) :]:
            self.heard.append(json.dumps(result["content"]))
        if SEND not in tools:
            block = {"type": "text", "text": "ok"}
        elif not results:
            block = {"type": "tool_use", "id": "toolu_1", "name": SEND, "input": {"message": BAD}}
        elif len(results) == 1 and "house/calm" in self.heard[0]:
            block = {"type": "tool_use", "id": "toolu_2", "name": SEND, "input": {"message": GOOD}}
        else:
            block = {"type": "text", "text": self.last_words.pop(0) if self.last_words else "Done."}
        self.answer(block)

    def answer(self, block: dict) -> None:
        is_tool = block["type"] == "tool_use"
        empty = {**block, "input": {}} if is_tool else {**block, "text": ""}
        delta = (
            {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
            if is_tool
            else {"type": "text_delta", "text": block["text"]}
        )
        message = {"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": None,
                   "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1}}  # fmt: skip
        events = [
            {"type": "message_start", "message": message},
            {"type": "content_block_start", "index": 0, "content_block": empty},
            {"type": "content_block_delta", "index": 0, "delta": delta},
            {"type": "content_block_stop", "index": 0},
            {"type": "message_delta", "delta": {"stop_reason": "tool_use" if is_tool else "end_turn", "stop_sequence": None}, "usage": {"output_tokens": 1}},
            {"type": "message_stop"},
        ]
        body = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events).encode()
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def run(command: str, event: str = "PreToolUse", *last_words: str) -> tuple[str, str]:
    """One conversation; answers what was sent and what was said last."""
    Model.heard, Model.last_words = [], list(last_words)
    folder = rules()
    (folder / "desk.py").write_text(DESK)
    hook = {"hooks": [{"type": "command", "command": command, "timeout": 6}]}
    if event == "PreToolUse":
        hook["matcher"] = SEND
    settings = {"hooks": {event: [hook]}}
    desk = {"mcpServers": {"desk": {"command": sys.executable, "args": [str(folder / "desk.py")]}}}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # Nothing of this machine's own is seen or used.
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": tempfile.mkdtemp(prefix="tactful-home-"),
        "XDG_CACHE_HOME": str(CACHE),
        "ANTHROPIC_BASE_URL": f"http://127.0.0.1:{server.server_port}",
        "ANTHROPIC_API_KEY": "made-for-this-test",
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_AUTOUPDATER": "1",
    }
    claude = [CLAUDE, "-p", "Answer the customer.", "--settings", json.dumps(settings), "--mcp-config", json.dumps(desk),
              "--strict-mcp-config", "--allowedTools", SEND]  # fmt: skip
    done = subprocess.run(claude, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    server.shutdown()
    assert done.returncode == 0, (done.stdout, done.stderr, Model.heard)
    sent = folder / "sent"
    return sent.read_text() if sent.exists() else "", done.stdout.strip()


def show(what: str, seen: object, expected: object) -> None:
    assert seen == expected, (what, seen, expected, Model.heard)
    print(f"ok   {what}: {seen!r}")


compile_rules(TACTFUL)
hook = f"'{TACTFUL}' hook claude-code --field message"
show("a bad reply is held, the model sends a good one", run(hook)[0], f"{GOOD}\n")
assert "tells the customer what to feel" in Model.heard[0], Model.heard
stop = f"'{TACTFUL}' hook claude-code"
show("a last word is held, the model says another", run(stop, "Stop", BAD, GOOD)[1], GOOD)
for what, gone in [("missing", missing()), ("dead", killed()), ("hung", hung())]:
    show(f"tactful is {what}: Claude Code sends", run(f"'{gone}' hook claude-code --field message")[0], f"{BAD}\n")
    guarded = f"timeout 3 '{gone}' hook claude-code --field message; [ $? = 0 ] || exit 2"
    show(f"tactful is {what}, behind `|| exit 2`: nothing is sent", run(guarded)[0], "")
