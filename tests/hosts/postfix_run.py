"""A real Postfix with `tactful milter`: held, passed, tagged, and what happens when the milter is gone. Needs root, as Postfix does."""

import smtplib
import subprocess
import sys
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path

from host import Process, Service, free_port, listens, rules

GOOD = "Thanks for waiting. Your parcel arrives on Tuesday."
BAD = "Please calm down."
MASTER = """127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
"""
MAIN = """compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = mail.shop.example
mydestination =
alias_maps =
local_recipient_maps =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
relayhost = [127.0.0.1]:{sink}
smtp_host_lookup = native
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_milters = inet:127.0.0.1:{milter}
milter_default_action = {otherwise}
milter_connect_timeout = 2s
"""


class Postfix:
    """A Postfix of its own folder that hands what it accepts to a sink."""

    def __init__(self, milter: int, otherwise: str):
        self.folder = Path(tempfile.mkdtemp(prefix="tactful-postfix-"))
        self.folder.chmod(0o755)
        for name in ("queue", "data", "sunk"):
            (self.folder / name).mkdir()
        subprocess.run(["chown", "postfix", self.folder / "data", self.folder / "sunk"], check=True)
        self.port, sink = free_port(), free_port()
        self.config = self.folder / "config"
        self.config.mkdir()
        (self.config / "master.cf").write_text(MASTER.format(port=self.port))
        values = {"folder": self.folder, "sink": sink, "milter": milter, "otherwise": otherwise}
        (self.config / "main.cf").write_text(MAIN.format(**values))
        self.sink = Process(
            ["/usr/sbin/smtp-sink", "-u", "postfix", "-d", f"{self.folder}/sunk/%M.", f"127.0.0.1:{sink}", "100"],
            self.folder,
        )
        listens(sink)
        subprocess.run(["postfix", "-c", self.config, "start"], check=True, capture_output=True)
        listens(self.port)

    def send(self, mail: EmailMessage) -> tuple[int, str]:
        """Sends a mail and answers the code and the words of the last reply."""
        try:
            with smtplib.SMTP("127.0.0.1", self.port, timeout=30) as client:
                client.send_message(mail)
            return 250, ""
        except smtplib.SMTPResponseException as refusal:
            return refusal.smtp_code, refusal.smtp_error.decode()

    def sunk(self, words: str, seconds: float = 20) -> str:
        """Waits for a delivered mail with these words."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for file in (self.folder / "sunk").iterdir():
                text = file.read_text(errors="replace")
                if words in text:
                    return text
            time.sleep(0.1)
        raise AssertionError(f"no mail with {words!r} was delivered:\n{(self.folder / 'mail.log').read_text()}")

    def __enter__(self) -> "Postfix":
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["postfix", "-c", self.config, "stop"], check=False, capture_output=True)
        self.sink.end()


def mail(mark: str, text: str, html: str | None = None, subject: str = "Your parcel") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ana <ana@shop.example>", "maria@mail.example", subject
    message["X-Mark"] = mark
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html", cte="base64")
    return message


def milter(*options: str, port: int = 0) -> Service:
    command = [sys.argv[1], "milter", "--listen", f"127.0.0.1:{port}", *options]
    return Service(command, rules())


def show(what: str, answer: tuple[int, str], code: int, words: str = "") -> None:
    assert answer[0] == code and words in answer[1], (what, answer)
    print(f"ok   {what}: {answer[0]} {answer[1]}".rstrip())


def port_of(service: Service) -> int:
    return int(service.address.rsplit(":", 1)[1])


with milter() as one, Postfix(port_of(one), "tempfail") as postfix:
    show("passed", postfix.send(mail("a", GOOD)), 250)
    assert "X-Tactful" not in postfix.sunk("X-Mark: a")
    show("held", postfix.send(mail("b", BAD)), 550, "5.7.1 Not sent: \"calm down\"")
    show("held for its HTML alone", postfix.send(mail("c", GOOD, "<p>Please <b>calm</b> down.</p>")), 550, "house/calm")
    show("held for its subject", postfix.send(mail("d", GOOD, subject="Calm down")), 550, "house/calm")
    quoted = f"{GOOD}\n\nOn Thu, 19 Nov 2026 at 10:00, Maria wrote:\n> They told me to calm down.\n"
    show("passed with quoted history", postfix.send(mail("e", quoted)), 250)
    port = port_of(one)
    one.end()
    show("the milter is gone, Postfix says tempfail", postfix.send(mail("f", BAD)), 451)
    with milter(port=port):
        show("held again once it is back", postfix.send(mail("g", BAD)), 550)
    said = one.said().lower()
    assert "calm" not in said and "parcel" not in said, said

with milter("--mode", "tag") as one, Postfix(port_of(one), "accept") as postfix:
    forged = mail("h", BAD)
    forged["X-Tactful"] = "send"
    show("tagged", postfix.send(forged), 250)
    delivered = postfix.sunk("X-Mark: h")
    assert "X-Tactful: hold; house/calm" in delivered and delivered.count("X-Tactful") == 1, delivered
    show("passed with its tag", postfix.send(mail("i", GOOD)), 250)
    assert "X-Tactful: send" in postfix.sunk("X-Mark: i")
    one.end()
    show("the milter is gone, Postfix says accept", postfix.send(mail("j", BAD)), 250)
    assert "X-Tactful" not in postfix.sunk("X-Mark: j")

for on_error, code, tag in [("hold", 451, None), ("allow", 250, None), ("warn", 250, "X-Tactful: unchecked")]:
    with milter("--on-error", on_error, "--max-body", "60") as one, Postfix(port_of(one), "tempfail") as postfix:
        show(f"not checkable, --on-error {on_error}", postfix.send(mail("k", GOOD)), code)
        if code == 250:
            delivered = postfix.sunk("X-Mark: k")
            assert (tag in delivered) if tag else ("X-Tactful" not in delivered), delivered
