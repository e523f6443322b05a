#!/usr/bin/env python3
"""Figures for whole libraries: replies in JSON, CSV and YAML through `check` and `audit`, with time, memory and MB/s.

    cargo build --release && benches/library.py target/release/tactful [REPLIES]

The library is generated with a fixed seed; about one reply in a hundred contradicts the others, repeats one, or has an offer that ended.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time

WORDS = {
    "thing": "parcel order invoice refund subscription account password delivery card device charger router laptop jacket booking ticket voucher report kettle sofa".split(),
    "part": "serial receipt photo label status setting history total address colour size battery signal charge statement".split(),
    "done": "sent corrected checked cancelled changed repaired replaced confirmed closed approved".split(),
    "team": "billing delivery warehouse repair returns product security".split(),
    "page": ["your account", "the app", "Settings", "My orders", "the invoice page", "the help page"],
    "key": "Save Send Next Confirm".split(),
    "verb": "change return cancel track update move".split(),
    "day": "Monday Tuesday Wednesday Thursday Friday".split(),
}
GREETINGS = ["Hi {{name}},", "Hello {{customer.first_name}},", "Hi there,", "Dear {{name}},"]
OPENINGS = [
    "I'm sorry about the trouble with your <thing>.",
    "Thank you for telling us about your <thing>.",
    "I can see why the late <thing> is annoying.",
    "I understand that the <thing> did not work as it should.",
]
MIDDLES = [
    "I have looked at your <thing> and found that the <part> was <done> on <day>.",
    "Our <team> team has checked the <part> of your <thing> and <done> it.",
    "The <part> for your <thing> has been <done>, and you will see it in <page>.",
    "To <verb> your <thing>, open <page>, choose <part>, and press <key>.",
    "If the <part> still fails, please send us a photo of the <thing> and its number.",
    "You can follow your <thing> under <page>, where the <part> is updated every evening.",
    "We have asked the <team> team to look at the <part> again and will write to you by <day>.",
    "Your <thing> left our warehouse on <day> and the <part> shows that it was <done>.",
]
POLICIES = [
    ("You can return any item within 30 days of delivery.", "You can return any item within 14 days."),
    ("Refunds take 5-7 business days to reach your bank account.", "Refunds take 10 business days to reach your bank account."),
    ("Standard delivery costs $5.", "Standard delivery costs $7."),
    ("Our phone line is open Monday to Friday, 9am to 5pm.", "Our phone line is open Monday to Friday, 9am to 6pm."),
    ("The warranty lasts two years.", "The warranty lasts one year."),
    ("You can pay by card or PayPal.", "You can pay by card or Paypal."),
]
CLOSINGS = ["Please write again if anything is unclear.", "Best wishes, {{agent.name}}", "Kind regards, the <team> team"]


def library(count):
    dice = random.Random(7)

    def fill(sentence):
        for name, words in WORDS.items():
            sentence = sentence.replace(f"<{name}>", dice.choice(words))
        return sentence

    rows = []
    for number in range(count):
        if rows and dice.random() < 0.02:
            body = dice.choice(rows)["body"].replace("Please", "Kindly")
        else:
            middle = [fill(dice.choice(OPENINGS))] + [fill(sentence) for sentence in dice.sample(MIDDLES, dice.randint(3, 6))]
            if dice.random() < 0.3:
                middle.insert(3, dice.choice(POLICIES)[dice.random() < 0.01])
            if dice.random() < 0.002:
                middle.insert(2, "The offer ends on 31 December 2024.")
            body = f"{fill(dice.choice(GREETINGS))}\n\n{' '.join(middle)}\n\n{fill(dice.choice(CLOSINGS))}"
        title = f"{dice.choice(WORDS['thing'])} {dice.choice(WORDS['verb'])} {number}"
        rows.append({"id": number, "title": title, "language": "en", "usage": dice.choice([0, 1, 5, 40]), "body": body})
    return rows


def write(rows, folder):
    with open(f"{folder}/replies.json", "w", encoding="utf-8") as out:
        json.dump(rows, out, ensure_ascii=False, indent=1)
    with open(f"{folder}/replies.csv", "w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, rows[0])
        table.writeheader()
        table.writerows(rows)
    with open(f"{folder}/replies.yml", "w", encoding="utf-8") as out:
        for row in rows:
            out.write(f"- id: {row['id']}\n  title: {row['title']}\n  language: en\n  usage: {row['usage']}\n  body: |\n")
            for line in row["body"].split("\n"):
                out.write(f"    {line}".rstrip() + "\n")


def main():
    binary = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if 2 < len(sys.argv) else 50_000
    with tempfile.TemporaryDirectory() as folder:
        write(library(count), folder)
        for command in ["check", "audit"]:
            for name in ["replies.json", "replies.csv", "replies.yml"]:
                arguments = [binary, command, name, "--no-config", "--output", "report", "--format", "jsonl"]
                begun = time.monotonic()
                with subprocess.Popen(arguments, cwd=folder) as child:
                    _, status, usage = os.wait4(child.pid, 0)
                    child.returncode = os.waitstatus_to_exitcode(status)
                took = time.monotonic() - begun
                assert child.returncode in (0, 1), child.returncode
                worked = usage.ru_utime + usage.ru_stime
                size = os.path.getsize(f"{folder}/{name}") / 1e6
                print(f"{command} {name}: {count} replies, {size:.1f} MB, {took:.2f} s ({worked:.2f} s of processor), {size / took:.1f} MB/s, {usage.ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
