"""Asks `tactful hook jsonl` whether a reply may be sent. One process serves many replies; the examples beside this file use it."""

import json
import os
import subprocess
import threading


class Tactful:
    """A running `tactful hook jsonl`. Safe to share between threads."""

    def __init__(self, *options):
        command = [os.environ.get("TACTFUL", "tactful"), "hook", "jsonl", "--timeout", "2s", *options]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._lock = threading.Lock()
        self._number = 0

    def check(self, reply, customer=None):
        """The answer as a dictionary: `decision` is `send` or `hold`, `reviews` hold the findings."""
        request = {"draft": {"text": reply}}
        if customer:
            request["conversation"] = {"messages": [{"role": "customer", "text": customer}]}
        with self._lock:
            self._number += 1
            request["id"] = self._number
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("tactful has ended")
        answer = json.loads(line)
        assert answer["id"] == request["id"]
        return answer

    def close(self):
        self._process.stdin.close()
        self._process.wait()


def findings(answer):
    return [finding for review in answer["reviews"] for finding in review["findings"]]


def for_model(answer):
    """What a model that wrote the reply should change."""
    if answer.get("error"):
        return f"The reply could not be checked: {answer['error']}"
    return "\n".join("- " + finding["texts"]["model"] for finding in findings(answer))
