"""`tactful hook exec` before a program that sends: a line of shell, and examples/hosts/exec_before_sending.py; and tactful missing, dead and hung."""

import os
import subprocess
import sys
import time
from pathlib import Path

from exec_before_sending import may_send
from host import compile_rules, hung, killed, missing, rules

TACTFUL = sys.argv[1]
BAD, GOOD = "Please calm down.", "Thanks for waiting!"


def show(what: str, seen: object, expected: object) -> None:
    assert seen == expected, (what, seen, expected)
    print(f"ok   {what}: {seen!r}")


def shell(line: str, reply: str) -> tuple[bool, str]:
    """Whether a line of shell sends a reply, and what people see."""
    folder = rules()
    (folder / "reply").write_text(reply)
    done = subprocess.run(["sh", "-c", f"{line} && cp reply sent"], cwd=folder, capture_output=True, text=True, timeout=30)
    return (folder / "sent").exists(), done.stderr


def hook(tactful: str | Path = TACTFUL, *options: str) -> str:
    return f"'{tactful}' hook exec {' '.join(options)} < reply > /dev/null"


compile_rules(TACTFUL)
show("the shell sends a good reply", shell(hook(), GOOD), (True, ""))
is_sent, why = shell(hook(), BAD)
show("the shell holds a bad reply", (is_sent, "tells the customer what to feel (house/calm)" in why), (False, True))
for what, gone in [("missing", missing()), ("dead", killed())]:
    show(f"tactful is {what}: the shell does not send", shell(hook(gone), GOOD)[0], False)
show("tactful is hung, behind `timeout 1`: the shell does not send", shell(f"timeout 1 {hook(hung())}", GOOD)[0], False)

# A reply that never ends keeps tactful itself waiting: its own limit ends that.
for on_error, sends in [("hold", False), ("allow", True), ("warn", True)]:
    begun = time.monotonic()
    command = [TACTFUL, "hook", "exec", "--timeout", "300ms", "--on-error", on_error]
    child = subprocess.Popen(command, cwd=rules(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    code = child.wait(20)
    said = child.stderr.read().decode()
    show(f"the reply never comes, --on-error {on_error}", (code == 0, "took longer than 300ms" in said), (sends, on_error != "allow"))
    assert time.monotonic() - begun < 5

os.chdir(rules())
for what, tactful, reply, sends in [
    ("passes a good reply", TACTFUL, GOOD, True),
    ("holds a bad reply", TACTFUL, BAD, False),
    ("holds while tactful is missing", missing(), GOOD, False),
    ("holds when tactful dies", killed(), GOOD, False),
    ("holds after five seconds when tactful hangs", hung(), GOOD, False),
]:
    os.environ["TACTFUL"] = str(tactful)
    show(f"the example {what}", may_send(reply)[0], sends)
