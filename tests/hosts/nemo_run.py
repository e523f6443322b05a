"""The output rail alone: no model is asked."""

from nemoguardrails import LLMRails, RailsConfig

import nemo_action as example
from host import take_away

rails = LLMRails(RailsConfig.from_content(colang_content=example.COLANG, yaml_content=example.CONFIG))
rails.register_action(example.is_tactful, "is_tactful")


def say(reply):
    messages = [{"role": "user", "content": "Where is my parcel?"}, {"role": "assistant", "content": reply}]
    answer = rails.generate(messages=messages, options={"rails": ["output"]})
    return answer.response[-1]["content"] if hasattr(answer, "response") else answer["content"]


assert say("Your parcel is on its way.") == "Your parcel is on its way."
assert say("Calm down, please.") == "A colleague will answer you shortly."
print("ok   a good reply passes the rail, a bad one is replaced")
take_away(example.tactful)
assert say("Your parcel is on its way.") == "A colleague will answer you shortly."
print("ok   every reply is replaced when tactful is gone")
