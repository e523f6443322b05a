"""The official Python client of the Model Context Protocol talks to `tactful mcp`; it validates answers against the tools' schemas."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

BINARY = sys.argv[1]


def say(name, holds, seen):
    print(f"{'ok  ' if holds else 'FAIL'} {name}")
    if not holds:
        print(f"     {seen}")
        say.failed = True


say.failed = False


def structured(result):
    """The field was renamed in version 2 of the client."""
    return getattr(result, "structured_content", None) or getattr(result, "structuredContent", None)


def is_error(result):
    return bool(getattr(result, "is_error", None) or getattr(result, "isError", None))


async def main():
    server = StdioServerParameters(command=BINARY, args=["mcp", "--no-config"])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        hello = await session.initialize()
        version = getattr(hello, "protocol_version", None) or getattr(hello, "protocolVersion", None)
        say("the revision is agreed on", version is not None, hello)
        await session.send_ping()
        tools = {tool.name for tool in (await session.list_tools()).tools}
        say("four tools", tools == {"check_reply", "explain_rule", "redact_reply", "list_rules"}, tools)

        bad = await session.call_tool("check_reply", {"reply": "Calm down, please.", "customer": "My parcel is lost!"})
        found = structured(bad)
        say("a bad reply is held", found["decision"] == "hold" and not is_error(bad), found)
        texts = found["reviews"][0]["findings"][0]["texts"]
        say("findings have three texts", set(texts) == {"short", "agent", "model"} and len(texts["short"].encode()) <= 400, texts)
        say("the text says what to change", "tone/calm-down" in bad.content[0].text, bad.content)

        good = await session.call_tool("check_reply", {"reply": "Your parcel is on its way."})
        say("a good reply is sent", structured(good)["decision"] == "send", structured(good))
        html = await session.call_tool("check_reply", {"reply": "<p>Please <b>calm</b> down.</p>", "format": "html"})
        say("HTML is read as people see it", structured(html)["decision"] == "hold", structured(html))
        wrong = await session.call_tool("check_reply", {"replay": "Hello."})
        say("a wrong argument is told to the model", is_error(wrong) and "reply" in wrong.content[0].text, wrong)

        why = await session.call_tool("explain_rule", {"rule": "tone/calm-down"})
        say("a rule is explained", structured(why)["finds"] != [], structured(why))
        near = await session.call_tool("explain_rule", {"rule": "tone/calm-dwon"})
        say("a near name is offered", is_error(near) and "tone/calm-down" in near.content[0].text, near)
        redacted = await session.call_tool("redact_reply", {"text": "Card 4111 1111 1111 1111."})
        say("private values are taken out", structured(redacted) == {"text": "Card [CARD_1].", "count": 1}, structured(redacted))
        rules = await session.call_tool("list_rules", {"category": "tone"})
        say("rules are listed", len(structured(rules)["rules"]) > 5, structured(rules))
        try:
            nothing = await session.call_tool("no_such_tool", {})
            say("an unknown tool is refused", False, nothing)
        except Exception as error:  # the class moved between versions of the client
            say("an unknown tool is refused", "no_such_tool" in str(error), error)


def raw():
    """What the client never sends: mistakes, batches, other revisions."""
    lines = [
        ("not JSON", "{", -32700),
        ("no method", '{"jsonrpc":"2.0","id":1}', -32600),
        ("unknown method", '{"jsonrpc":"2.0","id":2,"method":"resources/list"}', -32601),
        ("no tool named", '{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{}}', -32602),
        ("unknown tool", '{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"x"}}', -32602),
        ("arguments of the wrong kind", '{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"list_rules","arguments":[]}}', -32602),
    ]
    silent = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}\n\n'
    old = '{"jsonrpc":"2.0","id":6,"method":"initialize","params":{"protocolVersion":"2024-11-05"}}'
    new = '{"jsonrpc":"2.0","id":7,"method":"initialize","params":{"protocolVersion":"2099-01-01"}}'
    batch = '[{"jsonrpc":"2.0","id":8,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/initialized"}]'
    said = "\n".join([line for _, line, _ in lines] + [silent + old, new, batch]) + "\n"
    done = subprocess.run([BINARY, "mcp", "--no-config"], input=said, capture_output=True, text=True, timeout=60)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    say("one answer for each request, none for notifications", len(answers) == len(lines) + 3 and done.returncode == 0, answers)
    for (name, _, code), answer in zip(lines, answers):
        say(f"{name}: {code}", answer["error"]["code"] == code, answer)
    say("an old revision is kept", answers[-3]["result"]["protocolVersion"] == "2024-11-05", answers[-3])
    say("an unknown one becomes the newest", answers[-2]["result"]["protocolVersion"] == "2025-11-25", answers[-2])
    say("a batch is answered by a batch", answers[-1] == [{"jsonrpc": "2.0", "id": 8, "result": {}}], answers[-1])


async def gone():
    """A server that crashes in the middle of a session."""
    # The shell tells the process id before it becomes the server.
    command = f"echo $$ >&2; exec '{BINARY}' mcp --no-config"
    with tempfile.TemporaryFile("w+") as log:
        server = StdioServerParameters(command="sh", args=["-c", command])
        async with stdio_client(server, errlog=log) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            log.seek(0)
            os.kill(int(log.readline()), signal.SIGKILL)
            await asyncio.sleep(0.5)
            try:
                answer = await asyncio.wait_for(session.call_tool("check_reply", {"reply": "Hello"}), 20)
            except Exception as error:
                say(f"a server that is gone is told: {error}", True, None)
            else:
                say("a server that is gone is told", False, answer)


asyncio.run(main())
asyncio.run(gone())
raw()
sys.exit(1 if say.failed else 0)
