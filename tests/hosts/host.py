"""What the tests of hosts share: rules of their own, a service that runs as long as a block, processes that are ended again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

# The rules of the tests in Rust, so that nothing here changes with the built-in ones.
OWN = Path(__file__).resolve().parents[1] / "services"
# Compiling them takes seconds in a build for tests; what they compile to is kept here.
CACHE = Path(tempfile.gettempdir()) / "tactful-hosts-cache"
os.environ["XDG_CACHE_HOME"] = str(CACHE)


def rules() -> Path:
    """A folder with a project of two rules, `house/calm` and `house/utilize`."""
    folder = Path(tempfile.mkdtemp(prefix="tactful-"))
    for name in ("house.toml", "tactful.toml"):
        shutil.copy(OWN / name, folder)
    return folder


def compile_rules(tactful: str) -> None:
    """Compiles them before a host with a time limit asks."""
    subprocess.run([tactful, "hook", "exec"], cwd=rules(), input=b"Hello.", check=True, capture_output=True)


def _program(script: str) -> Path:
    path = Path(tempfile.mkdtemp(prefix="tactful-gone-")) / "tactful"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def missing() -> Path:
    """Where no tactful is."""
    return Path("/nowhere/tactful")


def take_away(tactful: object) -> None:
    """Ends the process that the examples keep; it cannot be started again."""
    if tactful._process is not None:
        tactful._process.kill()
        tactful._process.wait()
    os.environ["TACTFUL"] = str(missing())


def killed() -> Path:
    """A tactful that dies while it checks."""
    return _program("kill -KILL $$")


def hung() -> Path:
    """A tactful that never answers."""
    return _program("exec sleep 600")


class Process:
    """A program that is ended with the block; what it says goes to a file."""

    def __init__(self, command: list, folder: Path, **environment: str):
        self.log = Path(tempfile.mkstemp(prefix="tactful-log-")[1])
        with self.log.open("wb") as log:
            self.child = subprocess.Popen(
                [str(part) for part in command],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **environment},
            )

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def hears(self, words: str, seconds: float = 60) -> str:
        """Waits for words and answers their line."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for line in self.said().splitlines():
                if words in line:
                    return line
            if self.child.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"no {words!r} from {self.child.args[0]}:\n{self.said()}")

    def end(self, how: int = signal.SIGTERM) -> None:
        if self.child.poll() is None:
            self.child.send_signal(how)
            try:
                self.child.wait(20)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


class Service(Process):
    """`tactful serve` or `tactful milter`, once it listens."""

    def __init__(self, command: list, folder: Path):
        super().__init__(command, folder)
        self.address = self.hears("listening on ").rsplit(" ", 1)[1]


def free_port() -> int:
    """A port that nobody listens at. Somebody may take it before it is used; then the test fails and is run again."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def listens(port: int, seconds: float = 60) -> None:
    """Waits until somebody listens."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nobody listens at port {port}")
