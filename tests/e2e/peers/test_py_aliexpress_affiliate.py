"""py-aliexpress-affiliate 0.2.2: MD5 on /sync. Its host is a setting, and it holds every answer against typed models."""

from __future__ import annotations

from tests.e2e.peers.running import ask_peer, with_python_peers
from tests.e2e.processes import Practice

pytestmark = with_python_peers

CLIENT = """
from aliexpress_affiliate import AliExpressClient

client = AliExpressClient(
    app_key=told["app_key"], app_secret=told["app_secret"], tracking_id="default", base_url=told["url"], max_retries=0
)

def typed(answer):
    # A text that pydantic would take for a number has passed before: what is shown is what it made of it.
    if hasattr(answer, "model_dump"):
        return answer.model_dump(mode="json")
    return [typed(one) for one in answer] if isinstance(answer, (list, tuple)) else answer

names = {"client": client, "typed": typed, "item": told["test_case"]["item_id"]}
"""


def ask(practice: Practice, *asked: str, **told: str) -> list[object]:
    return ask_peer(CLIENT, practice, *(f"typed(client.{one})" for one in asked), **told)
