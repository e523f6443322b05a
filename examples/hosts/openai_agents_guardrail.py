"""OpenAI Agents SDK: a guardrail on the tool that sends. The findings go back to the model, which rewrites and sends again."""

import json

from agents import (
    ToolGuardrailFunctionOutput,
    ToolInputGuardrailData,
    function_tool,
    tool_input_guardrail,
)
from tactful_hook import Tactful, for_model

tactful = Tactful()


@tool_input_guardrail
def is_tactful(data: ToolInputGuardrailData) -> ToolGuardrailFunctionOutput:
    arguments = json.loads(data.context.tool_arguments or "{}")
    answer = tactful.check(arguments.get("text", ""))
    if answer["decision"] == "hold":
        return ToolGuardrailFunctionOutput.reject_content("Not sent. Change this and send it again:\n" + for_model(answer))
    return ToolGuardrailFunctionOutput.allow()


@function_tool(tool_input_guardrails=[is_tactful])
def send_reply(text: str) -> str:
    """Sends the reply to the customer."""
    return "sent: " + text
