#!/usr/bin/env python3
"""Compares the suggestions of tactful with hunspell, aspell, spellbook and typos on a list of real misspellings.

    apt-get install hunspell hunspell-en-us aspell aspell-en && pip install typos
    python3 benches/spelling.py PAIRS.tsv        # lines `slip<TAB>word`

`first` and `five`: the word is the first or among the first five suggestions, of all pairs; a slip that an engine takes
for a word counts as missed. `flagged`: the engine says that the slip is no word.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

SPELLBOOK = r"""
fn main() {
    let read = |name: &str| std::fs::read_to_string(format!("/usr/share/hunspell/en_US.{name}")).unwrap();
    let dictionary = spellbook::Dictionary::new(&read("aff"), &read("dic")).unwrap();
    for line in std::io::stdin().lines() {
        let word = line.unwrap();
        let mut all = Vec::new();
        let known = dictionary.check(&word);
        if !known {
            dictionary.suggest(&word, &mut all);
        }
        println!("{word}\t{}\t{}", u8::from(!known), all.join("\t"));
    }
}
"""


def run(command, text):
    start = time.monotonic()
    out = subprocess.run(command, input=text, capture_output=True, text=True, check=False).stdout
    return out, time.monotonic() - start


def ispell(command, slips):
    out, spent = run(command, "".join(f"^{slip}\n" for slip in slips))
    answers, found = [], None
    for line in out.splitlines()[1:]:
        if line.startswith(("&", "#")):
            found = line.partition(": ")[2].split(", ") if line[0] == "&" else []
        elif not line:
            answers.append(found)
            found = None
    return answers, spent


def table(out):
    rows = (line.split("\t") for line in out.splitlines())
    return [[word for word in row[2:] if word] if row[1] == "1" else None for row in rows]


def typos(slips):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "words.txt")
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(slip + "\n" for slip in slips)
        out, spent = run(["typos", "--format", "json", path], "")
    answers = [None] * len(slips)
    for line in out.splitlines():
        row = json.loads(line)
        if row.get("type") == "typo":
            answers[row["line_num"] - 1] = row["corrections"]
    return answers, spent


def spellbook(slips):
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "src"))
        manifest = '[package]\nname = "run"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nspellbook = "0.4.2"\n'
        with open(os.path.join(folder, "Cargo.toml"), "w", encoding="utf-8") as out:
            out.write(manifest)
        with open(os.path.join(folder, "src", "main.rs"), "w", encoding="utf-8") as out:
            out.write(SPELLBOOK)
        subprocess.run(["cargo", "build", "--release", "-q"], cwd=folder, check=True)
        out, spent = run([os.path.join(folder, "target", "release", "run")], "\n".join(slips))
    return table(out), spent


def tactful(path):
    subprocess.run(["cargo", "build", "--release", "-q", "--example", "evaluate_spelling"], check=True)
    out, spent = run(["target/release/examples/evaluate_spelling", "suggest", path], "")
    return table(out), spent


def main(path):
    with open(path, encoding="utf-8") as lines:
        pairs = [line.strip().split("\t") for line in lines if "\t" in line]
    slips = [slip for slip, _ in pairs]
    engines = {
        "tactful": lambda: tactful(path),
        "hunspell en_US": lambda: ispell(["hunspell", "-a", "-d", "en_US"], slips),
        "aspell en": lambda: ispell(["aspell", "-a", "--lang=en"], slips),
        "spellbook en_US": lambda: spellbook(slips),
        "typos": lambda: typos(slips),
    }
    print(f"{len(pairs)} pairs")
    print("| engine | first | five | flagged | ms a word |\n|---|---|---|---|---|")
    for name, engine in engines.items():
        answers, spent = engine()
        assert len(answers) == len(pairs), (name, len(answers))
        first = five = flagged = 0
        for (_, word), offered in zip(pairs, answers):
            flagged += offered is not None
            offered = [other.lower() for other in offered or []]
            first += offered[:1] == [word.lower()]
            five += word.lower() in offered[:5]
        shares = " | ".join(f"{100 * part / len(pairs):.1f} %" for part in (first, five, flagged))
        print(f"| {name} | {shares} | {1000 * spent / len(pairs):.2f} |")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        main(argument)
