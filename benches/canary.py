"""Looks for private values of labelled rows in everything the command says about them.

    cargo build --release --features serve,milter --bin tactful --example evaluate_privacy
    python benches/canary.py target/release/tactful target/release/examples/evaluate_privacy FILE.jsonl…

Rows are `{"text", "spans": [[start, end, kind]]}`, `{"text", "spans": [{"start_position", "end_position", "entity_type"}]}`,
`{"text", "entity", "expected": [[start, end]]}`, in code points, or `{"reply", "labels": [{"label", "quote"}]}`. A value counts when the
recognisers find it (`evaluate_privacy spans`); one that they miss is a matter of recall and is counted apart, by kind. A part of a label's quote
counts where the recognisers see a value in it. Published examples and mailboxes such as `info@`, which count as the company's, are no secrets.

No four characters of a value may stand in an output that is about its row: not through any report (each row alone), the lines of `jsonl`, the
hooks, the service's answers, the tools for models, the mail filter, a redaction, or a complaint about a broken file. Where an output is about
many rows (logs, counts, baselines, diffs, audits, the git hooks), the rows stand in files of twenty, and four characters count unless they stand
elsewhere in that file. What the program says by itself is known from its rulesets and from a run on the same rows without their values.
"""

import collections
import concurrent.futures
import http.client
import json
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import urllib.parse

# Numbers that are places, counts or measured times, and hashes.
PLACES = re.compile(
    r'"[a-z_A-Z]+": ?\d+(?:\.\d+)?|[0-9a-f]{16,}|:\d+(?::\d+)?|(?:line|col|endLine|endColumn|column|tests|failures|time|x|y)="?=?\d+(?:\.\d+)?"?|^ *\d+ [|│]|[├╰] \d+ |“\d+ bytes”|"code":-\d+|\b5\.7\.1 |\bline \d+|\bcolumn \d+|: \d+ fixes|; \d+ findings|\d+ (?:errors|warnings|suggestions)|@@ [-+, 0-9]+ @@|\[\d+, ?\d+\]|le="[0-9.]+"|viewBox="[0-9 ]+"|<checkstyle version="[0-9.]+"|width="\d+"|\b(?:text|file|text_len|file_len|start|end): \d+|\d+ \d{3} words|\d+ places|\d+ rules need the conversation|,\d+(?:,\d+)+,',
    re.M,
)
STYLE = re.compile(r"<style>.*?</style>", re.S)
ENVIRONMENT = {"PATH": os.environ["PATH"], "RUST_BACKTRACE": "1", "TACTFUL_PRIVACY_KEY": "0123456789abcdef0123456789abcdef"}
AT_ONCE = 20


def gold(row):
    if "labels" in row:
        for label in row["labels"]:
            start = row["reply"].find(label["quote"])
            yield start, start + len(label["quote"]), label["label"]
    for span in row.get("spans", []):
        yield (span["start_position"], span["end_position"], span["entity_type"]) if isinstance(span, dict) else tuple(span)
    for start, end in row.get("expected", []):
        yield start, end, row["entity"]


class Row:
    def __init__(self, row, found, missed):
        self.text = row.get("text", row.get("reply"))
        self.values = []
        found = [span for span in found if span[3] not in ("published", "companys")]
        for start, end, kind in gold(row):
            if "labels" in row:
                self.values += [(self.text[s:e], what) for s, e, what, _ in found if s < end and start < e]
            elif hit := [what for s, e, what, _ in found if s <= start and end <= e]:
                self.values.append((self.text[start:end], hit[0]))
            else:
                missed[kind] += 1
        blank = list(self.text)
        for s, e, *_ in found:
            blank[s:e] = "\0" * (e - s)
        self.rest = "".join(blank)
        self.blank = re.sub("\0+", "x", self.rest)

    def windows(self, kinds):
        for value, kind in self.values:
            if kinds is None or kind in kinds:
                yield from windows(value)


def windows(value):
    return {value[at : at + 4] for at in range(len(value) - 3) if sum(c.isalnum() for c in value[at : at + 4]) >= 3}


def clean(shown):
    return PLACES.sub(" ", STYLE.sub("", shown))


def own_words():
    """Every four characters of the rulesets' and kinds' own wording, and the kinds of values that rules report."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    names = sorted(os.listdir(os.path.join(here, "rulesets")))
    files = [os.path.join(here, "rulesets", name) for name in names if name.endswith(".toml")] + [os.path.join(here, "src/detect/kind.rs")]
    texts = [open(name, encoding="utf-8").read() for name in files]
    lists = [kinds for text in texts for kinds in re.findall(r"^private = .*?kinds = \[(.*?)\]", text, re.M)]
    reported = {kind for kinds in lists for kind in re.findall(r'"([a-z-]+)"', kinds)}
    return {text[at : at + 4] for text in texts for at in range(len(text) - 3)}, reported


class Count:
    """What was looked at and what leaked, by path."""

    def __init__(self, show):
        self.own, self.reported = own_words()
        self.said = collections.defaultdict(set)
        self.looked, self.leaks, self.show = collections.Counter(), collections.Counter(), show

    def control(self, path, shown):
        """Remembers what the program says by itself: windows without digits."""
        shown = clean(shown)
        self.said[path] |= {shown[at : at + 4] for at in range(len(shown) - 3)}

    def look(self, path, rows, shown):
        # The first column of a diff is its own.
        shown = clean(re.sub(r"^[ +-]", "", shown, flags=re.M) if path == "fix --diff" else shown)
        self.looked[path] += 1
        rest = None
        for row in rows:
            # The mended text that a guard gets back has tags where a rule found something; company numbers and the like are nobody's secret.
            for window in set(row.windows(self.reported if path == "serve guardrails" else None)):
                if window not in shown:
                    continue
                # White space is one: a report's margin stands where the row had a line's end.
                rest = rest if rest is not None else re.sub(r"\s", " ", " ".join(["", *(r.rest for r in rows), ""]))
                # Digits stand in any control run by chance; words are the program's own when it says them without the value.
                is_own = not any(c.isdigit() for c in window) and (window in self.said[path] or window in self.own)
                if is_own or re.sub(r"\s", " ", window).lower() in rest.lower():
                    continue
                self.leaks[path] += 1
                if self.show:
                    at = shown.find(window)
                    print(f"LEAK {path}: {window!r} of {[v for v, _ in row.values if window in v]} in …{shown[max(0, at - 90) : at + 60]!r}")
                break


def request(text):
    return {
        "draft": {"text": "Calm down, as I already said. " + text, "subject": text},
        "conversation": {"messages": [{"role": "customer", "text": "I am furious! " + text}, {"role": "agent", "text": text}, {"role": "customer", "text": "I am furious!! " + text}]},
        "facts": [{"id": "x", "text": text}],
    }


def run(folder, arguments, text=b""):
    text = text if isinstance(text, bytes) else text.encode()
    done = subprocess.run(arguments, input=text, capture_output=True, cwd=folder, env=ENVIRONMENT)
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


class Ways:
    """Every way through the program. `tell` is called with the path, the rows that an output is about, and the output."""

    def __init__(self, tactful, evaluate, folder, rows, tell):
        self.tactful, self.evaluate, self.folder, self.rows, self.tell = tactful, evaluate, folder, rows, tell

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return name

    def each(self, path, shown, many=1):
        lines = shown.splitlines()
        if len(lines) != many * len(self.rows):
            sys.exit(f"{path}: {len(lines)} lines for {len(self.rows)} rows: {shown[:200]}")
        for at, row in enumerate(self.rows):
            self.tell(path, [row], "\n".join(lines[at * many : (at + 1) * many]))

    def say(self, *arguments, text=b""):
        return run(self.folder, [self.tactful, *arguments], text)

    def reports(self):
        drafts = self.write("drafts.jsonl", "".join(json.dumps(request(row.text)) + "\n" for row in self.rows))
        process = subprocess.Popen([self.evaluate, "reports", drafts], stdout=subprocess.PIPE, cwd=self.folder, text=True)
        for row, line in zip(self.rows, process.stdout, strict=True):
            for name, shown in json.loads(line).items():
                self.tell("report " + name, [row], shown)
        out, err = self.say("check", drafts, "--no-config", "--explain", "-f", "jsonl")
        self.each("check jsonl", out)
        self.tell("check jsonl, stderr", self.rows[:1], err)
        for mode in ["replace", "hash", "remove"]:
            out, err = self.say("redact", drafts, "--mode", mode, "--no-config", "--count")
            self.each("redact " + mode, out)

    def hooks(self):
        good = "".join(json.dumps(request(row.text)) + "\n" for row in self.rows)
        self.each("hook jsonl", self.say("hook", "jsonl", "--no-config", text=good)[0])
        broken = []
        for row in self.rows:
            line = json.dumps(request(row.text))
            text = json.dumps(row.text)
            broken += [line[: len(line) // 2], line[:-1] + ",", "{" + text + ": 1}", '{"draft": {"text": "a", "format": ' + text + "}}",
                       '{"draft": {' + text + ': "a"}}', '{"version": ' + text + ', "draft": {"text": "a"}}', '{"channel": ' + text + ', "draft": {"text": "a"}}',
                       '[{"role": ' + text + ', "content": "a"}]', '{"draft": {"text": ' + text[:-1] + "\\x\"}}", row.text.replace("\n", " ").replace("\r", " ").strip() or "x",
                       '{"draft": {"text": "a"}, "customer": ' + text + "}", '{"draft": {"text": "a"}, "stage": ' + text + "}"]
        self.each("hook jsonl, broken", self.say("hook", "jsonl", "--no-config", text="\n".join(broken) + "\n")[0], 12)
        calls = []
        for row in self.rows:
            tool = lambda name, arguments: json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}})
            calls += [tool("check_reply", {"reply": "Calm down. " + row.text, "customer": row.text}), tool("redact_reply", {"text": row.text}),
                      tool("check_reply", {"reply": row.text, "stage": row.text}), tool("explain_rule", {"rule": row.text}), tool(row.text, {}),
                      tool("check_reply", {row.text: 1}), json.dumps({"jsonrpc": "2.0", "id": 1, "method": row.text}), calls[-1][:90] if calls else "{"]
        self.each("mcp", self.say("mcp", "--no-config", text="\n".join(calls) + "\n")[0], 8)

    def service(self):
        self.write("tokens", "a-token-for-the-canary\n")
        process = subprocess.Popen([self.tactful, "serve", "--listen", "127.0.0.1:0", "--no-config", "--token-file", "tokens"], cwd=self.folder, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
        address = process.stderr.readline().strip().rsplit(" ", 1)[-1].replace("http://", "")
        host, port = address.rsplit(":", 1)
        line = http.client.HTTPConnection(host, int(port), timeout=30)
        headers = {"authorization": "Bearer a-token-for-the-canary"}

        def ask(path, body, method="POST"):
            line.request(method, path, body if isinstance(body, bytes) else body.encode(), headers)
            answer = line.getresponse()
            return answer.read().decode("utf-8", "replace")

        try:
            for row in self.rows:
                t = row.text
                bad = "Calm down. " + t
                quoted = json.dumps(t)
                for name, path, body in [
                    ("check", "/v1/check", json.dumps(request(t))),
                    ("check", "/v1/check", json.dumps([bad, t])),
                    ("decide", "/v1/decide", json.dumps([request(t), {"draft": {"text": "<p>Calm down. " + t + "</p>", "format": "html"}}])),
                    ("redact", "/v1/redact", json.dumps({"texts": [t, bad]})),
                    ("redact", "/v1/redact", json.dumps({"texts": [t], "method": "remove"})),
                    ("guardrails", "/guardrails", json.dumps({"value": bad + " I dont know  ."})),
                    ("matrix", "/matrix/check_event_for_spam", json.dumps({"event": {"type": "m.room.message", "sender": "@a:b.org", "content": {"msgtype": "m.text", "body": bad, "formatted_body": bad, "m.new_content": {"msgtype": "m.text", "body": bad}}}})),
                    ("nemo", "/nemo/v1/actions/run", json.dumps({"action_name": "tactful_check", "action_parameters": {"bot_message": bad}})),
                    ("nemo", "/nemo/v1/actions/run", json.dumps({"action_name": t, "action_parameters": {t: bad}})),
                    ("stream", "/stream", json.dumps({"message": {"id": "1", "text": bad, "html": "<p>x</p>"}, "user": {"id": "ana"}})),
                    ("twilio", "/twilio", urllib.parse.urlencode({"EventType": "onMessageAdd", "Author": "ana", "Body": bad})),
                    ("twilio", "/twilio", urllib.parse.urlencode({"EventType": t, t: "a"})),
                    ("broken", "/v1/check", '{"draft": {"text": ' + quoted[:-1]),
                    ("broken", "/v1/check", '{"draft": {"text": "a", ' + quoted + ": 1}}"),
                    ("broken", "/v1/check", '{"channel": ' + quoted + ', "draft": {"text": "a"}}'),
                    ("broken", "/v1/check", b'{"draft": {"text": "' + t.encode() + b'\xff"}}'),
                    ("broken", "/v1/redact", '{"texts": ["a"], "method": ' + quoted + "}"),
                    ("broken", "/v1/redact", '{"texts": ' + quoted + "}"),
                    ("broken", "/guardrails", '{"value": 1, ' + quoted + ": 1}"),
                    ("broken", "/guardrails", json.dumps({"value": "a", "metadata": {"channel": t, "stage": t}})),
                    ("broken", "/stream", quoted),
                    ("broken", "/matrix/check_event_for_spam", '{"event": ' + quoted + "}"),
                ]:
                    self.tell(f"serve {name}", [row], ask(path, body))
                self.tell("serve rules", [row], ask("/v1/rules/tone/" + urllib.parse.quote(t, safe=""), "", "GET"))
                self.tell("serve nowhere", [row], ask("/" + urllib.parse.quote(t, safe="") + "?q=" + urllib.parse.quote(t, safe=""), "", "GET"))
            counts = re.sub(r" [0-9.e+-]+$", "", ask("/metrics", "", "GET"), flags=re.M)
        finally:
            process.terminate()
        log = process.communicate()[1]
        for at in range(0, len(self.rows), AT_ONCE):
            self.tell("serve /metrics", self.rows[at : at + AT_ONCE], counts)
            self.tell("serve log", self.rows[at : at + AT_ONCE], log)

    def milter(self):
        for mode in ["hold", "tag"]:
            process = subprocess.Popen([self.tactful, "milter", "--listen", "127.0.0.1:0", "--no-config", "--mode", mode, "--override", "tone=known", "--log", "milter.log"], cwd=self.folder, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
            address = process.stderr.readline().strip().rsplit(" ", 1)[-1].replace("inet:", "")
            host, port = address.rsplit(":", 1)
            line = socket.create_connection((host, int(port)))
            line.settimeout(30)
            stream = line.makefile("rwb")

            def say(letter, data):
                stream.write(struct.pack(">I", len(data) + 1) + letter + data)
                stream.flush()

            def hear():
                return stream.read(struct.unpack(">I", stream.read(4))[0])

            def ask(letter, data):
                say(letter, data)
                return hear()

            ask(b"O", b"\0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff")
            for row in self.rows:
                subject = re.sub(r"[\r\n\0]+", " ", row.text).encode()
                for letter, data in [(b"M", b"<ana@shop.example>\0"), (b"R", b"<m@mail.example>\0"), (b"L", b"Subject\0" + subject + b"\0"), (b"L", b"Content-Type\0text/plain; charset=utf-8\0"), (b"N", b"")]:
                    ask(letter, data)
                body = ("Calm down. " + row.text.replace("\0", " ")).encode()
                answer = ask(b"B", body[:60000]) if body else b"c"
                said = b"" if answer in (b"c", b"s") else answer
                say(b"E", b"")
                while True:
                    part = hear()
                    said += part
                    if part[:1] in (b"c", b"y", b"a", b"r", b"t", b"d"):
                        break
                self.tell("milter " + mode, [row], said.decode("utf-8", "replace"))
            line.close()
            process.terminate()
            log = process.communicate()[1]
            log += open(os.path.join(self.folder, "milter.log")).read() if os.path.exists(os.path.join(self.folder, "milter.log")) else ""
            for at in range(0, len(self.rows), AT_ONCE):
                self.tell("milter log", self.rows[at : at + AT_ONCE], log)

    def many(self):
        """Outputs about twenty rows at once: a process each."""
        groups = [self.rows[at : at + AT_ONCE] for at in range(0, len(self.rows), AT_ONCE)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(self.group, range(len(groups)), groups))

    def group(self, index, rows):
        folder = os.path.join(self.folder, f"group{index}")
        os.makedirs(folder)

        def write(name, text):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(text if isinstance(text, bytes) else text.encode())
            return name

        def tell(path, *arguments, text=b""):
            self.tell(path, rows, "".join(run(folder, [self.tactful, *arguments], text)))

        # A value that goes over a line break is another text without it.
        flat = [row.text if "\n" not in row.text.strip() else "Hello" for row in rows]
        flat = [line.strip().replace("\r", " ") for line in flat]
        texts = "\n\n".join("Calm down. I dont know  . " + row.text for row in rows)
        mail = "From: a@shop.test\nTo: b@c.test\nSubject: " + flat[0] + "\nContent-Type: text/plain; charset=utf-8\n\n" + texts + "\n"
        write("replies.md", "".join(f"# {line}\n\nCalm down. I dont know  . {row.text}\n\n" for line, row in zip(flat, rows)))
        cell = lambda text: '"' + text.replace('"', '""') + '"'
        write("replies.csv", "title,body\n" + "".join(cell(line) + "," + cell("Calm down. I dont know  . " + row.text) + "\n" for line, row in zip(flat, rows)))
        html = lambda text: text.replace("\n", "<br>")
        macros = [{"title": line, "actions": [{"field": "comment_value_html", "value": f"<p>Calm down. I dont know  . {html(row.text)}</p>"}]} for line, row in zip(flat, rows)]
        write("macros.json", json.dumps({"macros": macros}, ensure_ascii=False))
        write("talk.txt", "".join(f"Customer: I am furious! {line}\nAgent: Calm down. {line}\n" for line in flat))
        write("reply.eml", mail)
        drafts = "".join(json.dumps(request(row.text), ensure_ascii=False) + "\n" for row in rows)
        write("drafts.jsonl", drafts)
        write("key", "0123456789abcdef0123456789abcdef\n")
        # Cut behind a value, not inside one: half a value is nobody's.
        half = drafts.encode()[:-3]
        files = ["replies.md", "replies.csv", "macros.json", "talk.txt", "reply.eml", "drafts.jsonl"]
        tell("check of files, json", "check", *files, "--no-config", "--explain", "--each-turn", "-f", "json")
        tell("check of files, human", "check", *files, "--no-config", "--explain", "--each-turn")
        tell("hook exec", "hook", "exec", "--no-config", "--customer", flat[0], text=texts)
        tell("hook exec, overridden", "hook", "exec", "--no-config", "--override", "privacy=known", "--log", "log", text=texts)
        tell("hook sendmail", "hook", "sendmail", "--no-config", text=mail)
        tell("hook sendmail, broken", "hook", "sendmail", "--no-config", text=mail.replace("text/plain", "multipart/mixed; boundary=x").encode() + b"\xff")
        call = {"hook_event_name": "PreToolUse", "tool_name": "send_email", "tool_input": {"to": "x", "body": texts, "subject": flat[0]}}
        tell("hook claude-code", "hook", "claude-code", "--no-config", text=json.dumps(call))
        tell("hook claude-code", "hook", "claude-code", "--no-config", text=json.dumps({"hook_event_name": "Stop", "last_assistant_message": texts}))
        tell("hook claude-code, broken", "hook", "claude-code", "--no-config", text=json.dumps(call)[:-30])
        tell("hook pre-commit", "hook", "pre-commit", "--no-config", *files)
        git = {"cwd": folder, "env": ENVIRONMENT | {"HOME": folder, "GIT_CONFIG_NOSYSTEM": "1"}, "capture_output": True}
        for arguments in (["init", "-q"], ["add", "--", *files]):
            subprocess.run(["git", *arguments], **git, check=True)
        tell("hook git", "hook", "git", "--no-config")
        tell("audit", "audit", "--no-config", "replies.md", "replies.csv", "macros.json")
        tell("words", "words", "--no-config", "--at-least", "1", "replies.md")
        tell("fix --diff", "fix", "--no-config", "--diff", "--unsafe", *files)
        tell("baseline", "check", *files, "--no-config", "--write-baseline", "base.json")
        with open(os.path.join(folder, "base.json"), encoding="utf-8") as file:
            self.tell("baseline", rows, file.read())
        tell("baseline", "check", *files, "--no-config", "--baseline", "base.json", "--explain", "-f", "json")
        for shape in ["json", "jsonl", "text"]:
            broken = texts.encode() if shape == "text" else half
            tell("redact, broken", "redact", "--no-config", "--as", shape, text=broken)
            tell("redact, broken", "redact", "--no-config", "--as", shape, text=broken + b"\xff\n")
        for shape in ["request", "jsonl", "zendesk", "yaml", "toml", "csv", "openai", "intercom"]:
            tell("check, broken", "check", "-", "--no-config", "--as", shape, text=half)
            tell("check, broken", "check", "-", "--no-config", "--as", shape, text=half + b"\xff\n")
        quoted = json.dumps(flat[0], ensure_ascii=False)
        for wrong in [f"fail-on = {quoted}\n", f"{quoted} = 1\n", f"[levels]\n{quoted} = \"error\"\n", f"[company]\nids = [{json.dumps('(' + flat[0], ensure_ascii=False)}]\n", f"rulesets = [{quoted}]\n", flat[0] + "\n"]:
            write("wrong.toml", wrong)
            tell("configuration, broken", "check", "--text", "Hi", "--config", "wrong.toml")
        self.tell("a hook's log", rows, open(os.path.join(folder, "log")).read() if os.path.exists(os.path.join(folder, "log")) else "")
        for arguments in (["check", "--text", "Hi", "--channel"], ["explain"], ["redact", "--mode"], ["hook"], ["check", "-f"], ["rules"], ["check", "--text", "Hi", "--customer-name"]):
            tell("options, wrong", *arguments, flat[0])


def main():
    show = "--show" in sys.argv
    tactful, evaluate, *files = [os.path.abspath(argument) for argument in sys.argv[1:] if argument != "--show"]
    bad = 0
    for file in files:
        rows, missed = [], collections.Counter()
        labelled = [json.loads(line) for line in open(file, encoding="utf-8")]
        labelled = [row for row in labelled if "reply" not in row or any("privacy" in label["label"] for label in row["labels"])]
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as texts:
            texts.write("".join(json.dumps({"text": row.get("text", row.get("reply"))}) + "\n" for row in labelled))
            texts.flush()
            found = [json.loads(line) for line in run("/", [evaluate, "spans", texts.name])[0].splitlines()]
        for row, spans in zip(labelled, found, strict=True):
            row = Row(row, spans, missed)
            if row.values:
                rows.append(row)
        count = Count(show)
        some = rows[:: max(1, len(rows) // 60)]
        for them, tell in [([Blank(row) for row in some], lambda path, _, shown: count.control(path, shown)), (rows, count.look)]:
            with tempfile.TemporaryDirectory() as folder:
                ways = Ways(tactful, evaluate, folder, them, tell)
                for way in [ways.reports, ways.hooks, ways.service, ways.milter, ways.many]:
                    way()
        values = sum(len(row.values) for row in rows)
        print(f"{file}: {values} values in {len(rows)} rows; not found: {dict(missed)}")
        print(f"  {sum(count.looked.values())} outputs of {len(count.looked)} paths looked at; leaks: {sum(count.leaks.values())} {dict(count.leaks)}")
        bad += sum(count.leaks.values())
    sys.exit(1 if bad else 0)


class Blank:
    """A row without its values, for what the program says by itself."""

    def __init__(self, row):
        self.text, self.values, self.rest = row.blank, [], row.blank

    def windows(self, kinds):
        return ()


main()
