"""Makes drafts: of what is kept (without secrets), of calls and saved requests; of a request, one for each API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from aexdesk.collection.saved_request import SavedRequest
from aexdesk.collection.variables import escape
from aexdesk.openplatform.request import Call
from aexdesk.redaction import is_secret
from aexdesk.services.own_apis import OwnApis
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.ui.tabs.console.draft import (
    Draft,
    Values,
    carry_over,
    empty_names,
    values_to_keep,
    with_json,
    write_draft,
)
from aexdesk.ui.tabs.console.opened.request import Key
from aexdesk.ui.tabs.console.saved.mapping import values_of
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Exchange, Origin

MOST_EARLIER = 20
"""APIs of one request whose drafts are kept. A choice of ours."""

FIRST_API = "aliexpress.ds.product.get"


class Drafts:
    """Finds the draft that belongs to a request or an API. `redact` hides secrets wherever they stand."""

    def __init__(self, apis: OwnApis, redact: Callable[[str], str]) -> None:
        self._apis = apis
        self._redact = redact
        self._earlier: dict[Key, dict[str, Draft]] = {}

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

    def read_back(self, kept: Any) -> Draft | None:
        """A draft that was written down; None for what is none."""
        read = _read(kept)
        if read is None:
            return None
        empties, unread = kept.get("empties"), kept.get("unread_json")
        draft = self._write(*read, empties=empties if isinstance(empties, list) else ())
        # Half-written JSON is nobody's values yet, but it is what the person was typing.
        return with_json(draft, unread) if isinstance(unread, str) else draft

    def write_down(self, draft: Draft) -> dict[str, Any]:
        """The draft as it may be kept: without the secrets in it."""
        kept: dict[str, Any] = {
            "api": draft.api,
            "http_method": draft.http_method,
            "values": [[name, self._redact(text)] for name, text in values_to_keep(draft)],
        }
        if draft.empties:
            kept["empties"] = sorted(draft.empties)
        if draft.json_problem is not None:
            kept["unread_json"] = self._redact(draft.json_text)
        return kept

    def move_to(self, request: Key, draft: Draft, api: str) -> Draft:
        """The draft of a request for another API: as it was left, else with the values that fit both."""
        others = self._earlier.setdefault(request, {})
        others.pop(draft.api, None)
        others[draft.api] = draft
        while len(others) > MOST_EARLIER:
            del others[next(iter(others))]
        if api in others:
            return others[api]
        definition = self._apis.find(api)
        methods = definition.http_methods if definition else (draft.http_method,)
        method = draft.http_method if draft.http_method in methods else methods[0]
        return write_draft(api, method, carry_over(draft.values, definition), definition, draft.empties)

    def forget(self, request: Key) -> None:
        """The request is gone for good."""
        self._earlier.pop(request, None)

    def earlier(self, request: Key, draft: Draft) -> tuple[Draft, ...]:
        """What was typed into a request for APIs other than that of its draft; the oldest first."""
        others = self._earlier.get(request, {})
        return tuple(one for api, one in others.items() if api and api != draft.api)

    def read_earlier(self, request: Key, kept: Any) -> None:
        """Takes back what was written down of them; what cannot be read is left out."""
        read = [self.read_back(one) for one in kept] if isinstance(kept, list) else []
        if any(read):
            self._earlier[request] = {one.api: one for one in read if one is not None}

    def of_call(self, call: Call) -> Draft:
        """A call that was built elsewhere as a draft: what it sends, and nothing else."""
        values = (*call.parameters, *call.settings)
        if call.sign_method != Call("").sign_method and "sign_method" not in dict(values):
            values += (("sign_method", call.sign_method),)
        return self._write(call.api, call.http_method, _literally(values), empty_names(values))

    def of_saved(self, saved: SavedRequest) -> Draft:
        """A saved request as a draft, its variables as they stand in the file."""
        values = values_of(saved)
        return self._write(saved.api, saved.http_method, values, empty_names(values))

    def of_exchange(self, exchange: Exchange) -> Draft:
        """A recorded call as a draft: what the person gave, without what was hidden in it."""
        values = tuple(
            (parameter.name, parameter.value)
            for parameter in exchange.request.parameters
            if parameter.origin is Origin.USER and not is_secret(parameter.name, exchange.api)
        )
        return self._write(exchange.api, exchange.request.method, _literally(values), empty_names(values))

    def _write(self, api: str, http_method: str, values: Values, empties: Iterable[str] = ()) -> Draft:
        return write_draft(api, http_method, values, self._apis.find(api), empties)


def _literally(values: Values) -> Values:
    """What was sent means itself: no two braces in it begin a variable."""
    return tuple((name, escape(text)) for name, text in values)


def _read(kept: Any) -> tuple[str, str, Values] | None:
    try:
        values = {str(name): str(text) for name, text in kept["values"]}
        return str(kept["api"]), str(kept["http_method"]), tuple(values.items())
    except (KeyError, TypeError, ValueError):
        return None
