"""An agent with a scripted model writes a bad reply, reads the findings, and writes a better one."""

from langchain.agents import create_agent
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, HumanMessage

from host import take_away
from langchain_middleware import PREFIX, TactfulMiddleware

is_gone = False


def run(*replies):
    middleware = TactfulMiddleware()
    if is_gone:
        take_away(middleware.tactful)
    model = GenericFakeChatModel(messages=iter([AIMessage(reply) for reply in replies]))
    agent = create_agent(model, tools=[], middleware=[middleware])
    messages = agent.invoke({"messages": [HumanMessage("Where is my parcel?")]})["messages"]
    middleware.tactful.close()
    return messages


messages = run("Calm down, please.", "Your parcel is on its way.")
assert messages[-1].text == "Your parcel is on its way.", messages
back = [m.text for m in messages if m.text.startswith(PREFIX)]
assert len(back) == 1 and "tone/calm-down" in back[0], back
print("ok   the findings go back to the model, which mends its reply")
messages = run("Calm down.", "Please calm down.", "Calm down now.")
assert messages[-1].text == "A colleague will answer you shortly.", messages
print("ok   what is not mended is not sent")
is_gone = True
messages = run("Your parcel is on its way.", "It is on its way.", "On its way.")
assert messages[-1].text == "A colleague will answer you shortly.", messages
print("ok   nothing is sent when tactful is gone")
