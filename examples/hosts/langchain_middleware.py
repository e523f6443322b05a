"""LangChain: a middleware that looks at the model's reply and sends the findings back to it, at most twice."""

from langchain.agents.middleware import AgentMiddleware, hook_config
from langchain_core.messages import AIMessage, HumanMessage
from tactful_hook import Tactful, for_model

PREFIX = "tactful: change this in your reply, keep the rest:\n"


class TactfulMiddleware(AgentMiddleware):
    def __init__(self, tries=2):
        super().__init__()
        self.tactful = Tactful()
        self.tries = tries

    @hook_config(can_jump_to=["model", "end"])
    def after_model(self, state, runtime):
        messages = state["messages"]
        last = messages[-1]
        if not isinstance(last, AIMessage) or last.tool_calls or not last.text:
            return None
        customers = [m for m in messages if isinstance(m, HumanMessage) and not m.text.startswith(PREFIX)]
        answer = self.tactful.check(last.text, customers[-1].text if customers else None)
        if answer["decision"] == "send":
            return None
        tried = sum(isinstance(m, HumanMessage) and m.text.startswith(PREFIX) for m in messages)
        if self.tries <= tried:
            # A person takes over: what cannot be mended is not sent.
            return {"messages": [AIMessage("A colleague will answer you shortly.")], "jump_to": "end"}
        return {"messages": [HumanMessage(PREFIX + for_model(answer))], "jump_to": "model"}
