#!/usr/bin/env python3
"""Makes misspellings_typos.txt from the table of the crate `typos-dict` 0.14.4 (MIT OR Apache-2.0).

    cargo fetch                     # of any package that names typos-dict = "=0.14.4"
    python3 src/spell/data/misspellings.py ~/.cargo/registry/src/*/typos-dict-0.14.4/src/word_codegen.rs

Keeps a row when it has one correction, the correction is a common word (size 35 or less), the slip is no word of
the dictionary, and the slip is near enough that people really write it. The rest is left to the ranking.
"""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROW = re.compile(r'InsensitiveStr::(?:Ascii|Unicode)\("([^"]*)"\),\s*&\[([^\]]*)\]')


def levels():
    found, excluded, section = {}, set(), ""
    for name in ("words.txt", "supplement.txt"):
        with open(os.path.join(HERE, name), encoding="utf-8") as lines:
            for line in lines:
                line = line.split("#")[0].strip()
                if line.startswith("["):
                    section = line.strip("[]").split()[0]
                elif section == "exclude":
                    excluded.update(line.split())
                elif section.isdigit():
                    for word in line.split():
                        found[word.lower()] = min(int(section), found.get(word.lower(), 99))
    return {word: level for word, level in found.items() if word not in excluded}


def own():
    with open(os.path.join(HERE, "misspellings.txt"), encoding="utf-8") as lines:
        return {slip for line in lines if ":" in line for slip in line.split("#")[0].partition(":")[2].split()}


def distance(a, b):
    """Optimal string alignment."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (x != y))
            if 1 < i and 1 < j and x == b[j - 2] and a[i - 2] == y:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def same_inflection(slip, word):
    """A correction that changes the ending guesses at grammar (`wallpapr` is not `wallpapers`)."""
    return slip[-1] == word[-1] or sorted(slip) == sorted(word)


def main(path):
    with open(path, encoding="utf-8") as source:
        rows = ROW.findall(source.read())
    known, taken, lines = levels(), own(), {}
    for slip, corrections in rows:
        corrections = re.findall(r'"([^"]*)"', corrections)
        if len(corrections) != 1 or not slip.isascii() or slip in known or slip in taken:
            continue
        word = corrections[0]
        level = known.get(word, 99)
        edits = distance(slip, word)
        near = edits == 1 or edits == 2 and 9 <= len(word) and level <= 20
        if len(slip) >= (5 if level <= 20 else 10) and slip[0] == word[0] and level <= 35 and near and same_inflection(slip, word):
            lines.setdefault(word, []).append(slip)
    with open(os.path.join(HERE, "misspellings_typos.txt"), "w", encoding="utf-8") as out:
        out.write("# Made by misspellings.py from the crate typos-dict 0.14.4 (MIT OR Apache-2.0); see NOTICE. `correction: slip slip`.\n")
        for word in sorted(lines):
            out.write(f"{word}: {' '.join(sorted(lines[word]))}\n")
    print(sum(map(len, lines.values())), "slips of", len(lines), "words", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
