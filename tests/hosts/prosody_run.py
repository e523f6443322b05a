"""A real Prosody with bindings/prosody/mod_tactful.lua, asking `tactful serve`: held, passed, and what happens when the service is gone."""

import base64
import socket
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from host import Process, Service, free_port, listens, rules

BAD, GOOD = "Please calm down.", "Thanks for waiting!"
MODULES = Path(__file__).resolve().parents[2] / "bindings/prosody"
CONFIG = """
run_as_root = true
pidfile = "{folder}/pid"
data_path = "{folder}/data"
plugin_paths = {{ "{modules}" }}
modules_enabled = {{ "roster", "saslauth", "disco", "tactful" }}
modules_disabled = {{ "s2s", "tls" }}
c2s_ports = {{ {port} }}
c2s_interfaces = {{ "127.0.0.1" }}
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"
log = {{ {{ levels = {{ min = "info" }}, to = "console" }} }}
tactful_url = "{url}"
tactful_senders = {{ "ana@x.test" }}
tactful_fail_open = {fail_open}
VirtualHost "x.test"
Component "rooms.x.test" "muc"
"""


class Prosody(Process):
    def __init__(self, url: str, fail_open: str):
        folder = Path(tempfile.mkdtemp(prefix="tactful-prosody-"))
        accounts = folder / "data/x%2etest/accounts"
        accounts.mkdir(parents=True)
        for name in ("ana", "maria"):
            (accounts / f"{name}.dat").write_text('return { ["password"] = "secret"; };')
        self.port = free_port()
        config = CONFIG.format(folder=folder, modules=MODULES, port=self.port, url=url, fail_open=fail_open)
        (folder / "prosody.cfg.lua").write_text(config)
        super().__init__(["prosody", "-F", "--config", folder / "prosody.cfg.lua"], folder)
        listens(self.port)


class Client:
    """Just enough of an XMPP client (RFC 6120) to send messages and hear what comes back."""

    def __init__(self, port: int, name: str):
        self.socket = socket.create_connection(("127.0.0.1", port), 20)
        self.open()
        secret = base64.b64encode(f"\0{name}\0secret".encode()).decode()
        self.say(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{secret}</auth>")
        assert self.hear().tag.endswith("success")
        self.open()
        self.say("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>r</resource></bind></iq>")
        assert self.hear().get("type") == "result"
        self.say("<presence/>")

    def open(self) -> None:
        self.parser = ElementTree.XMLPullParser(["start", "end"])
        self.depth, self.stanzas = 0, []
        self.say("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='x.test' version='1.0'>")
        assert self.hear().tag.endswith("features")

    def say(self, words: str) -> None:
        self.socket.sendall(words.encode())

    def hear(self) -> ElementTree.Element:
        """The next stanza."""
        while not self.stanzas:
            self.parser.feed(self.socket.recv(65536))
            for event, element in self.parser.read_events():
                self.depth += 1 if event == "start" else -1
                if event == "end" and self.depth == 1:
                    self.stanzas.append(element)
        return self.stanzas.pop(0)

    def hear_message(self, mark: str) -> ElementTree.Element:
        while True:
            stanza = self.hear()
            if stanza.tag.endswith("}message") and stanza.get("id") == mark:
                return stanza


def message(mark: str, body: str, more: str = "", to: str = "maria@x.test", kind: str = "chat") -> str:
    return f"<message to='{to}' type='{kind}' id='{mark}'><body>{escape(body)}</body>{more}</message>"


def reason(stanza: ElementTree.Element) -> str:
    assert stanza.get("type") == "error", ElementTree.tostring(stanza)
    error = stanza.find("{jabber:client}error")
    return " ".join([error[0].tag.split("}")[1], *(part.text for part in error[1:] if part.text)])


def serve() -> Service:
    return Service([sys.argv[1], "serve", "--listen", "127.0.0.1:0"], rules())


def held(what: str, ana: Client, stanza: str, mark: str, expected: str) -> None:
    ana.say(stanza)
    said = reason(ana.hear_message(mark))
    assert expected in said, said
    print(f"ok   {what}: {said}")


with serve() as service, Prosody(service.address, "false") as prosody:
    ana, maria = Client(prosody.port, "ana"), Client(prosody.port, "maria")
    policy = "policy-violation Not sent: “calm down” tells the customer what to feel (house/calm)"
    held("held", ana, message("a", BAD), "a", policy)
    html = "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'><p>Please <b>calm</b> down.</p></body></html>"
    held("held for its XHTML alone", ana, message("b", GOOD, html), "b", policy)
    held("held for its subject", ana, message("c", GOOD, "<subject>calm down</subject>"), "c", policy)
    edit = "<replace id='z' xmlns='urn:xmpp:message-correct:0'/>"
    held("held edit", ana, message("d", BAD, edit), "d", policy)
    maria.say(message("e", "Tell her to calm down.", to="ana@x.test"))
    assert ana.hear_message("e").get("type") == "chat"
    print("ok   the customer's own words pass")
    ana.say("<presence to='room@rooms.x.test/ana'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    held("held in a room", ana, message("f", BAD, to="room@rooms.x.test", kind="groupchat"), "f", policy)
    ana.say(message("g", GOOD))
    # The first that Maria hears: nothing of what was held came through.
    first = maria.hear()
    while not first.tag.endswith("}message"):
        first = maria.hear()
    assert first.get("id") == "g", ElementTree.tostring(first)
    print("ok   passed, and nothing else arrived")
    service.end()
    held("the service is gone, tactful_fail_open = false", ana, message("h", GOOD), "h", "service-unavailable")
    assert "calm" not in service.said().lower(), service.said()
    # The connection of the client outlives it.
    ana.say("<presence/>")

with serve() as service, Prosody(service.address, "true") as prosody:
    ana, maria = Client(prosody.port, "ana"), Client(prosody.port, "maria")
    held("held", ana, message("i", BAD), "i", policy)
    service.end()
    ana.say(message("j", BAD))
    assert maria.hear_message("j").get("type") == "chat"
    print("ok   the service is gone, tactful_fail_open = true: passed")
