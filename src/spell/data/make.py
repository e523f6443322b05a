#!/usr/bin/env python3
"""Makes words.txt from the raw word lists of the Debian package `scowl`, version 2020.12.07-2.

    apt-get install scowl=2020.12.07-2
    python3 src/spell/data/make.py

Takes sizes 10 to 70 of the English, American and British lists and their accepted variants.
Leaves out what tactful does not need: possessives (the look-up strips them), the rare
abbreviations and proper names of the large sizes, and seldom used variants.
"""
import os
import re
import sys
import unicodedata

FOLDER = "/usr/share/dict/scowl"
SIZES = (10, 20, 35, 40, 50, 55, 60, 70)
# Which dialects a list stands for. A word of a variant list that a main list also has
# takes the dialects of both: "cancelled" is British and an accepted American variant.
LISTS = {
    "english": "us gb",
    "american": "us",
    "british": "gb",
    "british_z": "gb",
    "variant_1": "us",
    "american_variant_1": "us",
    "british_variant_1": "gb",
    "british_variant_2": "gb",
}
# Accepted by both when no main list has them ("doughnut", "adapter").
LOOSE = ("variant_2",)
KINDS = ("words", "upper", "proper-names", "contractions", "abbreviations")
# Rare abbreviations in lower case ("ther", "ins") hide more slips than they spare.
LARGEST = {"abbreviations": 50}
SHAPE = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'.-]*$")


def read(name):
    path = os.path.join(FOLDER, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as lines:
        return [unicodedata.normalize("NFC", line.strip()) for line in lines if line.strip()]


def main():
    found = {}

    def add(word, size, dialects):
        if word.endswith("'s") or not SHAPE.match(word) or len(word.encode()) > 40:
            return
        plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
        if plain != word:
            add(plain, size, dialects)
        old_size, old = found.get(word, (size, frozenset()))
        found[word] = (min(size, old_size), old | frozenset(dialects.split()))

    def lists(category):
        for size in SIZES:
            for kind in KINDS:
                if size <= LARGEST.get(kind, 70):
                    for word in read(f"{category}-{kind}.{size}"):
                        yield word, size

    for category, dialects in LISTS.items():
        for word, size in lists(category):
            add(word, size, dialects)
    known = set(found)
    for category in LOOSE:
        for word, size in lists(category):
            if word not in known:
                add(word, size, "us gb")
    sections = {}
    for word, (size, dialects) in found.items():
        order = " ".join(d for d in ("us", "gb") if d in dialects)
        sections.setdefault((size, order), []).append(word)
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "words.txt"), "w", encoding="utf-8") as out:
        out.write("# Made by make.py from the Debian package scowl 2020.12.07-2; licence in NOTICE. Sections: [size dialects].\n")
        for (size, dialects), words in sorted(sections.items(), key=lambda item: (item[0][0], item[0][1] != "us gb", item[0][1])):
            out.write(f"[{size} {dialects}]\n")
            out.writelines(word + "\n" for word in sorted(words))
    print(f"{len(found)} words", file=sys.stderr)


if __name__ == "__main__":
    main()
