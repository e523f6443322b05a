"""Takes tactful away, as if it had crashed and could not be started again."""

import os


def take_away(tactful):
    if tactful._process is not None:
        tactful._process.kill()
        tactful._process.wait()
    os.environ["TACTFUL"] = "/nowhere/tactful"
