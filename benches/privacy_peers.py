#!/usr/bin/env python3
"""Compares what tactful, redact-core, leakguard and presidio-analyzer find in the same rows, and the CPU time it takes.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install presidio-analyzer
    cargo build --release --example evaluate_privacy
    cargo build --release --manifest-path benches/privacy_peers/Cargo.toml --target-dir /tmp/peers/target
    /tmp/peers/bin/python benches/privacy_peers.py target/release/examples/evaluate_privacy \
        /tmp/peers/target/release/privacy_peers MESSAGES.jsonl [SENTENCES.jsonl]

MESSAGES has rows `{"text", "spans": [[start, end, kind]], "benign": [[start, end, kind]], "cls"}`, SENTENCES rows
`{"text", "spans": [{"entity_type", "start_position", "end_position"}]}`; positions are code points. The data is not in
the repository. Presidio runs without named entities (a blank pipeline). Dates, links, postcodes and places count for
nobody, as they are no leak by themselves. No text is printed.
"""

import json
import resource
import subprocess
import sys

IGNORED = {"DATE", "DATE_TIME", "URL", "DOMAIN_NAME", "US_ZIP_CODE", "UK_POSTCODE", "POSTCODE", "PERSON", "LOCATION", "NRP"}
OWN = ("OWN_EMAIL", "OWN_PHONE", "COPHONE", "COEMAIL", "COURL")
# A gold kind and pieces of the names that the detectors give to it.
NAMES = {
    "CREDIT_CARD": ("CREDIT", "CARD-NUMBER"), "US_SSN": ("SSN",), "PHONE_NUMBER": ("PHONE",), "EMAIL_ADDRESS": ("EMAIL",),
    "IP_ADDRESS": ("IP_ADDRESS", "IPADDRESS", "IP-ADDRESS", "IPV4", "IPV6", "PRIVATE-ADDRESS"), "IBAN_CODE": ("IBAN",), "STREET_ADDRESS": ("POSTAL-ADDRESS", "STREET"),
}


def rows_of(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def run(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return [json.loads(line) for line in output.splitlines()], after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


PRESIDIO = """
import json, sys, spacy
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine
class Blank(SpacyNlpEngine):
    def __init__(self):
        super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
        self.nlp = {"en": spacy.blank("en")}
    def load(self): pass
engine = AnalyzerEngine(nlp_engine=Blank(), supported_languages=["en"])
for line in open(sys.argv[1], encoding="utf-8"):
    found = engine.analyze(json.loads(line)["text"], language="en", score_threshold=float(sys.argv[2]))
    print(json.dumps([[hit.start, hit.end, hit.entity_type] for hit in found]))
"""


def kept(spans):
    return [span for span in spans if span[2].upper() not in IGNORED]


def meets(a, b):
    return a[0] < b[1] and b[0] < a[1]


def messages(rows, found):
    """Shares of harmless messages flagged, before and after their own and the company's contacts are allowed; and of leaks seen."""
    harmless = flagged = flagged_allowed = leaks = seen = gold = hit = 0
    for row, spans in zip(rows, map(kept, found)):
        if row["cls"] in ("clean", "own"):
            harmless += 1
            allowed = [span for span in row["benign"] if span[2] in OWN]
            flagged += bool(spans)
            flagged_allowed += any(not any(meets(span, own) for own in allowed) for span in spans)
        elif row["cls"] == "leak":
            leaks += 1
            seen += any(meets(span, span2) for span in row["spans"] for span2 in spans)
            for span in row["spans"]:
                if span[2] != "PERSON":
                    gold += 1
                    hit += any(meets(span, other) for other in spans)
    return [100 * flagged / harmless, 100 * flagged_allowed / harmless, 100 * seen / leaks, 100 * hit / gold]


def sentences(rows, found):
    """Recall and precision by kind, exact span."""
    cells = []
    for kind, names in NAMES.items():
        gold = hit = claimed = right = 0
        for row, spans in zip(rows, found):
            truth = {(s["start_position"], s["end_position"]) for s in row["spans"] if s["entity_type"] == kind}
            claims = {(s[0], s[1]) for s in spans if any(name in s[2].upper().replace(" ", "_") for name in names)}
            gold, hit = gold + len(truth), hit + len(truth & claims)
            claimed, right = claimed + len(claims), right + len(truth & claims)
        cells.append(f"{hit / gold:.2f}/{right / claimed:.2f}" if gold and claimed else "–")
    return cells


def main():
    tactful, peers, message_file, *rest = sys.argv[1:]
    commands = [
        ("tactful", lambda file: [tactful, "spans", file]),
        ("redact-core", lambda file: [peers, "redact-core", file]),
        ("leakguard", lambda file: [peers, "leakguard", file]),
        ("presidio, threshold 0.4", lambda file: [sys.executable, "-c", PRESIDIO, file, "0.4"]),
        ("presidio, threshold 0", lambda file: [sys.executable, "-c", PRESIDIO, file, "0"]),
    ]
    rows = rows_of(message_file)
    print("| detector | harmless flagged | … contacts allowed | leaks seen | spans hit | CPU s |\n|---|---|---|---|---|---|")
    for name, command in commands:
        found, cpu = run(command(message_file))
        print(f"| {name} | " + " | ".join(f"{value:.1f} %" for value in messages(rows, found)) + f" | {cpu:.2f} |")
    for file in rest:
        rows = rows_of(file)
        print("\n| detector | " + " | ".join(NAMES) + " |\n|---|" + "---|" * len(NAMES))
        for name, command in commands[:4]:
            print(f"| {name} | " + " | ".join(sentences(rows, run(command(file))[0])) + " |")


if __name__ == "__main__":
    main()
