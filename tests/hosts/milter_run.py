"""`tactful milter` under miltertest: held, passed, tagged, not checkable; nothing that people wrote is logged."""

import subprocess
import sys
from pathlib import Path

from host import Service, rules

HERE = Path(__file__).parent


def run(mode: str, *options: str) -> None:
    with Service([sys.argv[1], "milter", "--listen", "127.0.0.1:0", *options], rules()) as milter:
        port = milter.address.rsplit(":", 1)[1]
        script = ["miltertest", "-D", f"socket=inet:{port}@127.0.0.1", "-D", f"mode={mode}", "-s", HERE / "milter.lua"]
        subprocess.run(script, check=True, timeout=60)
    said = milter.said().lower()
    assert "calm" not in said and "waiting" not in said, said
    if mode == "unchecked":
        assert "longer than 60 bytes" in said, said


run("hold")
run("tag", "--mode", "tag")
run("unchecked", "--max-body", "60")
