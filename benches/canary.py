"""Looks for private values of labelled rows in everything the command says about them.

    python benches/canary.py TACTFUL EVALUATE_PRIVACY FILE.jsonl…

Rows are `{"text", "spans": [[start, end, kind]]}`, `{"text", "spans": [{"start_position", "end_position"}]}` or
`{"text", "expected": [[start, end]]}`, in code points. A value counts when the recognisers find it (`evaluate_privacy spans`); one that they
miss is a matter of recall and is counted apart. In the `jsonl` report, one line for each row, no four characters of a value may stand that do
not stand elsewhere in the row; in the other reports, where rows stand together, no eight.
"""

import json
import re
import subprocess
import sys
import tempfile

FORMATS = ["human", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown", "html", "csv"]
PLACES = re.compile(r'"(?:start|end|line|column|end_line|end_column|length|byte)":\d+|[0-9a-f]{16,}')


def gold(row):
    for span in row.get("spans", row.get("expected", [])):
        if isinstance(span, dict):
            span = (span["start_position"], span["end_position"])
        yield span[0], span[1]


def windows(value, size, elsewhere):
    found = {value[at : at + size] for at in range(len(value) - size + 1)}
    return {w for w in found if sum(c.isalnum() for c in w) >= min(size, 4) - 1 and any(c.isdigit() for c in w) and w not in elsewhere}


def say(binary, arguments):
    run = subprocess.run([binary, *arguments], capture_output=True, text=True)
    return run.stdout, run.stderr


def main():
    binary, evaluate, *files = sys.argv[1:]
    bad = 0
    for file in files:
        rows = [json.loads(line) for line in open(file, encoding="utf-8")]
        found = [json.loads(line) for line in say(evaluate, ["spans", file])[0].splitlines()]
        values, missed = [], 0
        for row, spans in zip(rows, found, strict=True):
            text, mine = row["text"], []
            for start, end in gold(row):
                if any(s <= start and end <= e for s, e, *_ in spans):
                    mine.append(text[start:end])
                else:
                    missed += 1
            rest = text
            for start, end, *_ in sorted(spans, reverse=True):
                rest = rest[:start] + "\0" + rest[end:]
            values.append((mine, rest))
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as drafts:
            for row in rows:
                draft = {
                    "draft": {"text": "Calm down, as I already said. " + row["text"], "subject": row["text"]},
                    "conversation": {"messages": [{"role": "customer", "text": "I am furious! " + row["text"]}]},
                }
                drafts.write(json.dumps(draft) + "\n")
            drafts.flush()
            base = ["check", drafts.name, "--no-config", "--explain"]
            out, err = say(binary, [*base, "-f", "jsonl"])
            lines = out.splitlines()
            if len(lines) != len(rows):
                sys.exit(f"{len(lines)} lines for {len(rows)} rows: {err[:200]}")
            leaks = 0
            for line, (mine, rest) in zip(lines, values):
                line = PLACES.sub("", line)
                leaks += any(w in line for value in mine for w in windows(value, 4, rest))
            counts = {"jsonl": leaks}
            everything = " ".join(rest for _, rest in values)
            for name in FORMATS:
                out, err = say(binary, [*base, "-f", name])
                shown = PLACES.sub("", out + err)
                pieces = {shown[at : at + 8] for at in range(len(shown) - 7)}
                long = [w for mine, _ in values for value in mine for w in windows(value, 8, "")]
                counts[name] = sum(1 for w in set(long) if w in pieces and w not in everything)
            for name in ["replace", "remove"]:
                out, _ = say(binary, ["redact", drafts.name, "--as", "jsonl", "--mode", name, "--no-config"])
                leaks = 0
                for line, (mine, rest) in zip(out.splitlines(), values, strict=True):
                    leaks += any(w in line for value in mine for w in windows(value, 4, rest))
                counts[f"redact {name}"] = leaks
        held = sum(len(mine) for mine, _ in values)
        print(f"{file}: {held} values, {missed} not found; rows or windows that leak: {counts}")
        bad += sum(counts.values())
    sys.exit(1 if bad else 0)


main()
