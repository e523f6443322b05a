"""An agent with a scripted model sends a bad reply, reads why it was rejected, and sends a better one."""

import asyncio

from agents import Agent, Model, ModelResponse, Runner, Usage, set_tracing_disabled
from openai.types.responses import ResponseFunctionToolCall, ResponseOutputMessage, ResponseOutputText

import openai_agents_guardrail as example
from host import take_away

set_tracing_disabled(True)


def tool_call(number, text):
    import json
    return ResponseFunctionToolCall(
        type="function_call", call_id=f"c{number}", name="send_reply", arguments=json.dumps({"text": text})
    )


class Scripted(Model):
    def __init__(self):
        self.inputs = []
        self.steps = [
            tool_call(1, "Calm down, please."),
            tool_call(2, "Your parcel is on its way."),
            ResponseOutputMessage(
                id="m", role="assistant", type="message", status="completed",
                content=[ResponseOutputText(type="output_text", text="done", annotations=[])],
            ),
        ]

    async def get_response(self, system_instructions, input, *args, **kwargs):
        self.inputs.append(input)
        return ModelResponse(output=[self.steps[len(self.inputs) - 1]], usage=Usage(), response_id=None)

    def stream_response(self, *args, **kwargs):
        raise NotImplementedError


model = Scripted()
agent = Agent(name="support", tools=[example.send_reply], model=model)
asyncio.run(Runner.run(agent, "Where is my parcel?"))
outputs = [item["output"] for item in model.inputs[-1] if item.get("type") == "function_call_output"]
assert "tone/calm-down" in outputs[0], outputs
assert outputs[1] == "sent: Your parcel is on its way.", outputs
print("ok   a bad reply is rejected with its findings, a good one is sent")
take_away(example.tactful)
model = Scripted()
agent = Agent(name="support", tools=[example.send_reply], model=model)
asyncio.run(Runner.run(agent, "Where is my parcel?"))
outputs = [item["output"] for item in model.inputs[-1] if item.get("type") == "function_call_output"]
assert all("could not be checked" in output for output in outputs), outputs
print("ok   nothing is sent when tactful is gone")
