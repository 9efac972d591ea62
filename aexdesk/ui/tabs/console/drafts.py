"""The drafts that come back: one for each environment, kept without secrets; within a run one for each API too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aexdesk.openplatform.request import Call
from aexdesk.redaction import is_secret
from aexdesk.services.own_apis import OwnApis
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.services.preferences import Preferences
from aexdesk.ui.tabs.console.draft import Draft, Values, carry_over, values_to_keep, with_json, write_draft
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Exchange, Origin

FIRST_API = "aliexpress.ds.product.get"
_KEY = "console.draft."


class Drafts:
    """Finds the draft that belongs to an environment or an API. `redact` hides secrets wherever they stand."""

    def __init__(self, apis: OwnApis, preferences: Preferences, redact: Callable[[str], str]) -> None:
        self._apis = apis
        self._preferences = preferences
        self._redact = redact
        self._earlier: dict[tuple[str, str], Draft] = {}

    def first(self, seeds: PracticeSeeds | None) -> Draft:
        """What stands there on the first day: a call that needs nothing but Send, once practice runs."""
        country = seeds.test_case.country if seeds else "US"
        values: Values = (("ship_to_country", country),)
        if seeds:
            values += (("product_id", seeds.test_case.item_id),)
        return self._write(FIRST_API, "POST", values)

    def example_facts(self, environment: Environment, seeds: PracticeSeeds | None) -> dict[str, str]:
        """What takes the place of the catalogue's examples: in practice, what its test case allows."""
        if environment.is_live or seeds is None:
            return {}
        case = seeds.test_case
        item = {"product_id": case.item_id, "productId": case.item_id, "country": case.country}
        return item | {"product_count": str(case.quantity), "sku_attr": "", "logistics_service_name": ""}

    def recall(self, environment: Environment, seeds: PracticeSeeds | None) -> tuple[Draft, bool]:
        """The draft that was left in an environment, and whether it is the first one, untouched."""
        kept = self._preferences.value(_KEY + environment.name)
        read = _read(kept)
        if read is not None:
            draft, unread = self._write(*read), kept.get("unread_json")
            # Half-written JSON is nobody's values yet, but it is what the person was typing.
            return (with_json(draft, unread) if isinstance(unread, str) else draft), False
        return self.first(None if environment.is_live else seeds), True

    def keep(self, environment: Environment, draft: Draft) -> Awaitable[None]:
        """Writes a draft down, without the secrets in it."""
        kept: dict[str, Any] = {
            "api": draft.api,
            "http_method": draft.http_method,
            "values": [[name, self._redact(text)] for name, text in values_to_keep(draft)],
        }
        if draft.json_problem is not None:
            kept["unread_json"] = self._redact(draft.json_text)
        return self._preferences.set(_KEY + environment.name, kept)

    def move_to(self, environment: Environment, draft: Draft, api: str) -> Draft:
        """The draft for another API: as it was left in this run, else with the values that fit both."""
        self._earlier[environment.name, draft.api] = draft
        earlier = self._earlier.get((environment.name, api))
        if earlier is not None:
            return earlier
        definition = self._apis.find(api)
        methods = definition.http_methods if definition else (draft.http_method,)
        method = draft.http_method if draft.http_method in methods else methods[0]
        return write_draft(api, method, carry_over(draft.values, definition), definition)

    def of_call(self, call: Call) -> Draft:
        """A call that was built elsewhere as a draft: what it sends, and nothing else."""
        values = (*call.parameters, *call.settings)
        if call.sign_method != Call("").sign_method and "sign_method" not in dict(values):
            values += (("sign_method", call.sign_method),)
        return self._write(call.api, call.http_method, values)

    def of_exchange(self, exchange: Exchange) -> Draft:
        """A recorded call as a draft: what the person gave, without what was hidden in it."""
        values = tuple(
            (parameter.name, parameter.value)
            for parameter in exchange.request.parameters
            if parameter.origin is Origin.USER and not is_secret(parameter.name, exchange.api)
        )
        return self._write(exchange.api, exchange.request.method, values)

    def _write(self, api: str, http_method: str, values: Values) -> Draft:
        return write_draft(api, http_method, values, self._apis.find(api))


def _read(kept: Any) -> tuple[str, str, Values] | None:
    try:
        values = {str(name): str(text) for name, text in kept["values"]}
        return str(kept["api"]), str(kept["http_method"]), tuple(values.items())
    except (KeyError, TypeError, ValueError):
        return None
