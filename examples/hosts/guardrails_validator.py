"""Guardrails AI: a validator with the places of the findings and, where a safe fix exists, the mended text."""

from guardrails.validator_base import ErrorSpan, FailResult, PassResult, Validator, register_validator
from tactful_hook import Tactful, findings


@register_validator(name="tactful/tactful", data_type="string")
class TactfulReply(Validator):
    def __init__(self, on_fail=None, **options):
        super().__init__(on_fail=on_fail, **options)
        self._tactful = Tactful()

    def _validate(self, value, metadata):
        answer = self._tactful.check(value, metadata.get("customer"))
        if answer["decision"] == "send":
            return PassResult()
        if answer.get("error"):
            return FailResult(error_message=answer["error"])
        found = findings(answer)
        spans = []
        for finding in found:
            place = finding["span"]["code_points"]
            spans.append(ErrorSpan(start=place["start"], end=place["end"], reason=finding["texts"]["short"]))
        return FailResult(error_message="\n".join(answer["reasons"]), error_spans=spans, fix_value=mended(value, found))


def mended(text, found):
    """The text with the fixes that keep its meaning, from the last to the first so that places stay true."""
    edits = []
    for finding in found:
        safe = [way for way in finding["suggestions"] if way["applicability"] == "safe" and way["edits"]]
        edits += safe[0]["edits"] if safe else []
    edits.sort(key=lambda edit: edit["span"]["code_points"]["start"], reverse=True)
    end = len(text)
    for edit in edits:
        place = edit["span"]["code_points"]
        if place["end"] <= end:
            text = text[: place["start"]] + edit["replacement"] + text[place["end"] :]
            end = place["start"]
    return text
