"""`tactful hook sendmail` under a real mutt: held, passed byte for byte, and tactful missing, dead and hung."""

import subprocess
import sys
from email import message_from_bytes
from pathlib import Path

from host import CACHE, hung, killed, missing, rules

TACTFUL = sys.argv[1]
BAD, GOOD = "Please calm down.\n", "Thanks for waiting! Your parcel arrives on Tuesday. Grüße\n"
# What mutt would call: it writes down every byte of the mail.
DELIVER = "#!/bin/sh\ncat > sent\n"


def send(text: str, program: str, subject: str = "Your parcel", more: str = "") -> tuple[int, str, str]:
    """Lets mutt send a mail; answers its code, what was delivered, and what people see."""
    folder = rules()
    deliver = folder / "deliver"
    deliver.write_text(DELIVER)
    deliver.chmod(0o755)
    settings = folder / "muttrc"
    settings.write_text(f'set from = "ana@shop.example"\nset sendmail = "{program}"\nset copy = no\n{more}')
    mutt = ["mutt", "-F", settings, "-s", subject, "maria@mail.example"]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "XDG_CACHE_HOME": str(CACHE), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(mutt, cwd=folder, env=environment, input=text.encode(), capture_output=True, timeout=60)
    sent = folder / "sent"
    return done.returncode, text_of(sent.read_bytes()) if sent.exists() else "", (done.stdout + done.stderr).decode()


def text_of(mail: bytes) -> str:
    message = message_from_bytes(mail)
    return message.get_payload(decode=True).decode(message.get_content_charset())


def show(what: str, seen: object, expected: object) -> None:
    assert seen == expected, (what, seen, expected)
    print(f"ok   {what}: {seen!r}")


def hook(tactful: str | Path, *options: str) -> str:
    return " ".join([str(tactful), "hook", "sendmail", *options, "--", "./deliver"])


code, sent, _ = send(GOOD, hook(TACTFUL))
show("a good mail is passed on", (code, sent), (0, GOOD))
for what, text, subject in [("text", BAD, "Your parcel"), ("subject", GOOD, "Calm down")]:
    code, sent, said = send(text, hook(TACTFUL), subject)
    show(f"a mail is held for its {what}, mutt keeps it", (code, sent), (1, ""))
    assert "exited 65" in said and "tells the customer what to feel" in said, said
for what, gone in [("missing", missing()), ("dead", killed())]:
    code, sent, said = send(GOOD, hook(gone))
    show(f"tactful is {what}: mutt does not send", (code, sent), (1, ""))
code, sent, said = send(GOOD, f"timeout 2 {hook(hung())}")
show("tactful is hung, behind `timeout 2`: mutt does not send", (code, sent), (1, ""))
for on_error, expected in [("hold", (1, "")), ("warn", (0, GOOD)), ("allow", (0, GOOD))]:
    code, sent, said = send(GOOD, hook(TACTFUL, "--ruleset", "nosuch.toml", "--on-error", on_error))
    show(f"the rules do not load, --on-error {on_error}", (code, sent), expected)
    assert on_error != "hold" or "exited 75" in said, said
