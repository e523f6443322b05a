"""NeMo Guardrails: an action for an output rail. `COLANG` and `CONFIG` are the rail; it runs without any model."""

import asyncio

from nemoguardrails.actions import action
from tactful_hook import Tactful

tactful = Tactful()

CONFIG = """
models: []
rails:
  output:
    flows:
      - reply is tactful
"""

COLANG = """
define bot hold reply
  "A colleague will answer you shortly."

define subflow reply is tactful
  $ok = execute is_tactful(reply=$bot_message, customer=$user_message)
  if not $ok
    bot hold reply
    stop
"""


@action(name="is_tactful")
async def is_tactful(reply: str = "", customer: str = "", **_):
    answer = await asyncio.to_thread(tactful.check, reply, customer or None)
    return answer["decision"] == "send"
