"""Matrix Synapse with the unmodified module synapse-http-antispam, asking `tactful serve`: held, passed, and what happens when the service is gone."""

import json
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from host import Process, Service, free_port, listens, rules

TOKEN = "a-token-for-the-tests"
BAD, GOOD = "Please calm down.", "Thanks for waiting!"
# JSON is YAML.
CONFIG = {
    "server_name": "x.test",
    "report_stats": False,
    "enable_registration": True,
    "enable_registration_without_verification": True,
    "macaroon_secret_key": "for the tests",
    "form_secret": "for the tests",
    "trusted_key_servers": [],
    "rc_message": {"per_second": 1000, "burst_count": 1000},
    "rc_registration": {"per_second": 1000, "burst_count": 1000},
}


class Synapse(Process):
    """A home server of its own folder, with its agent Ana, its customer Maria and a room of both."""

    def __init__(self, antispam: dict):
        folder = Path(tempfile.mkdtemp(prefix="tactful-synapse-"))
        self.port = free_port()
        config = CONFIG | {
            "signing_key_path": f"{folder}/key",
            "media_store_path": f"{folder}/media",
            "pid_file": f"{folder}/pid",
            "database": {"name": "sqlite3", "args": {"database": f"{folder}/db"}},
            "listeners": [
                {"port": self.port, "type": "http", "bind_addresses": ["127.0.0.1"], "resources": [{"names": ["client"]}]}
            ],
            "modules": [{"module": "synapse_http_antispam.HTTPAntispam", "config": antispam}],
        }
        (folder / "homeserver.yaml").write_text(json.dumps(config))
        command = [sys.executable, "-m", "synapse.app.homeserver", "-c", folder / "homeserver.yaml"]
        subprocess.run([*command, "--generate-keys"], check=True, capture_output=True)
        super().__init__(command, folder)
        listens(self.port)
        self.ana, self.maria = self.register("ana"), self.register("maria")
        self.room = self.ask("POST", "createRoom", self.ana, {"preset": "public_chat"})[1]["room_id"]
        self.ask("POST", f"join/{self.room}", self.maria, {})

    def ask(self, method: str, path: str, token: str | None, body: dict | None) -> tuple[int, dict]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/_matrix/client/v3/{path}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {}),
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.load(refusal)

    def register(self, name: str) -> str:
        auth = {"type": "m.login.dummy"}
        status, answer = self.ask("POST", "register", None, {"username": name, "password": "for the tests", "auth": auth})
        assert status == 200, answer
        return answer["access_token"]

    def send(self, token: str, content: dict) -> tuple[int, dict]:
        self.sent = getattr(self, "sent", 0) + 1
        content = {"msgtype": "m.text"} | content
        return self.ask("PUT", f"rooms/{self.room}/send/m.room.message/{self.sent}", token, content)

    def room_shows(self) -> str:
        """All that Maria sees."""
        return json.dumps(self.ask("GET", f"rooms/{self.room}/messages?dir=b&limit=100", self.maria, None)[1])


def antispam(service: Service, fail_open: bool) -> dict:
    return {
        "base_url": f"{service.address}/matrix",
        "authorization": TOKEN,
        "enabled_callbacks": ["check_event_for_spam"],
        "fail_open": {"check_event_for_spam": fail_open},
        "do_ping": True,
    }


def serve() -> Service:
    folder = rules()
    (folder / "tokens").write_text(TOKEN)
    return Service(
        [sys.argv[1], "serve", "--listen", "127.0.0.1:0", "--token-file", "tokens", "--sender", "@ana:*"], folder
    )


def show(what: str, answer: tuple[int, dict], status: int, words: str = "") -> None:
    assert answer[0] == status and words in json.dumps(answer[1]), (what, answer)
    print(f"ok   {what}: {answer[0]} {answer[1].get('errcode', '')} {answer[1].get('error', '')}".rstrip())


with serve() as service, Synapse(antispam(service, False)) as synapse:
    synapse.hears("Successfully pinged antispam server")
    ana = synapse.ana
    passed = synapse.send(ana, {"body": GOOD})
    show("passed", passed, 200)
    refused = synapse.send(ana, {"body": BAD})
    show("held", refused, 403, "house/calm")
    assert refused[1]["errcode"] == "M_FORBIDDEN" and refused[1]["error"].startswith("Not sent: "), refused
    assert refused[1]["tactful.findings"][0]["rule"] == "house/calm", refused
    html = {"body": GOOD, "format": "org.matrix.custom.html", "formatted_body": "Please <b>calm</b> down."}
    show("held for its formatted_body alone", synapse.send(ana, html), 403, "house/calm")
    replaces = {"rel_type": "m.replace", "event_id": passed[1]["event_id"]}
    edit = {"body": f"* {GOOD}", "m.new_content": {"msgtype": "m.text", "body": BAD}, "m.relates_to": replaces}
    show("held edit", synapse.send(ana, edit), 403, "house/calm")
    edit["m.new_content"]["body"] = f"{GOOD} Really."
    show("passed edit", synapse.send(ana, edit), 200)
    quoted = {"body": f"> <@maria:x.test> Do not tell me to calm down\n\n{GOOD}"}
    show("passed reply with a quoted message", synapse.send(ana, quoted), 200)
    show("the customer's own words pass", synapse.send(synapse.maria, {"body": "Tell him to calm down."}), 200)
    seen = synapse.room_shows()
    assert "Please" not in seen and GOOD in seen, seen
    service.end()
    show("the service is gone, fail_open: false", synapse.send(ana, {"body": GOOD}), 403, "Failed to connect")
    assert "calm" not in service.said().lower(), service.said()

with serve() as service, Synapse(antispam(service, True)) as synapse:
    show("held", synapse.send(synapse.ana, {"body": BAD}), 403, "house/calm")
    service.end()
    show("the service is gone, fail_open: true", synapse.send(synapse.ana, {"body": BAD}), 200)
