"""Asks `tactful hook jsonl` whether a reply may be sent. One process serves many replies; the examples beside this file use it."""

import json
import os
import subprocess
import threading


class Tactful:
    """A running `tactful hook jsonl`, started again when it has ended. Safe to share between threads."""

    def __init__(self, *options, on_error="hold"):
        self._options, self._on_error = options, on_error
        self._process, self._lock, self._number = None, threading.Lock(), 0

    def check(self, reply, customer=None):
        """The answer as a dictionary: `decision` is `send` or `hold`, `reviews` hold the findings, `error` says why nobody looked."""
        request = {"draft": {"text": reply}}
        if customer:
            request["conversation"] = {"messages": [{"role": "customer", "text": customer}]}
        with self._lock:
            self._number += 1
            request["id"] = self._number
            try:
                answer = self._ask(json.dumps(request).encode() + b"\n")
            except (OSError, ValueError) as error:
                decision = "hold" if self._on_error == "hold" else "send"
                return {"decision": decision, "error": f"tactful does not answer: {error}", "reasons": [], "reviews": []}
        assert answer["id"] == request["id"]
        return answer

    def _ask(self, line):
        if self._process is None or self._process.poll() is not None:
            command = [os.environ.get("TACTFUL", "tactful"), "hook", "jsonl", "--timeout", "2s"]
            command += ["--on-error", self._on_error, *self._options]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._process.stdin.write(line)
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self):
        if self._process is not None:
            self._process.stdin.close()
            self._process.wait()


def findings(answer):
    return [finding for review in answer["reviews"] for finding in review["findings"]]


def for_model(answer):
    """What a model that wrote the reply should change."""
    if answer.get("error"):
        return f"The reply could not be checked: {answer['error']}"
    return "\n".join("- " + finding["texts"]["model"] for finding in findings(answer))
