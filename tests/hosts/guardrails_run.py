"""A guard with our validator passes, fails with places, and fixes."""

from guardrails import Guard

from host import take_away
from guardrails_validator import TactfulReply, mended

good = Guard().use(TactfulReply(on_fail="noop")).validate("Your parcel is on its way.")
assert good.validation_passed, good
guard = Guard().use(TactfulReply(on_fail="noop"))
text = "Café! Please calm down."
bad = guard.validate(text)
assert not bad.validation_passed, bad
summary = bad.validation_summaries[0]
assert "tone/calm-down" in summary.failure_reason, summary
spans = [text[span.start : span.end] for span in summary.error_spans]
assert any("calm down" in span.lower() for span in spans), spans
print("ok   a good reply passes, a bad one fails at its code points:", spans)

edit = {"span": {"code_points": {"start": 1, "end": 4}}, "replacement": "bc"}
way = {"applicability": "safe", "edits": [edit]}
assert mended("axyzd", [{"suggestions": [way]}]) == "abcd"
fixed = Guard().use(TactfulReply(on_fail="fix")).validate(text)
assert fixed.validated_output is not None
print("ok   fix keeps what cannot be mended safely:", fixed.validated_output)

validator = TactfulReply(on_fail="noop")
take_away(validator._tactful)
gone = Guard().use(validator).validate("Your parcel is on its way.")
assert not gone.validation_passed and "does not answer" in gone.validation_summaries[0].failure_reason, gone
print("ok   nothing passes when tactful is gone")
