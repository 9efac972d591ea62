"""Keeps one connection to the admin address of a practice gateway on loopback: what it holds, what changes, acts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from aexdesk.faults import BadInput, NetworkFault
from aexdesk.gateway.late_tls import late_tls
from aexdesk.gateway.network_faults import as_fault
from aexdesk.gateway.practice_admin import LOOPBACK, refusal_in

_LIMIT_S = 5.0
_WATCH_LIMIT_S = 30.0
"""The gateway holds a watch open for 20 s; one that is silent for longer than this has gone."""

Fields = Mapping[str, str | int]


class PracticeViews:
    """One gateway. Each method raises NetworkFault, or BadInput where it refuses or answers oddly."""

    def __init__(self, base_url: str) -> None:
        host = urlsplit(base_url).hostname  # a Host that is loopback, no Origin: the gateway serves nobody else
        if host not in LOOPBACK:
            raise BadInput("practice_not_loopback", found=host)
        self._root = f"{base_url}/_practice"
        # Loopback is asked without TLS, and to read the system's authorities for it would hold the window for 0.1 s.
        self._client = httpx.AsyncClient(timeout=_LIMIT_S, trust_env=False, verify=late_tls())

    async def read(self, what: str) -> Any:
        """What stands at `what`, such as "orders"; None where this gateway knows no such address."""
        answer = await self._ask("GET", what)
        is_unknown = answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED)
        return None if is_unknown else _content(answer)

    async def await_change(self, since: int) -> int:
        """The version of the state: at once if it is another than `since`, else when it changes or time is up."""
        found = _content(await self._ask("GET", f"changes?since={since}", limit_s=_WATCH_LIMIT_S))
        version = found.get("version") if isinstance(found, dict) else None
        if not isinstance(version, int) or isinstance(version, bool):
            raise BadInput("practice_object_incomplete")
        return version

    async def set_order(self, order_id: str, state: str) -> None:
        """Brings an order into a state."""
        _content(await self._ask("POST", f"orders/{quote(order_id, safe='')}", {"state": state}))

    async def add_fault(self, fields: Fields) -> None:
        """Plays a fault from the next call on: api, kind, times (0: until it is removed), value where it has one."""
        _content(await self._ask("POST", "faults", fields))

    async def remove_fault(self, fault_id: str) -> None:
        """Plays it no more; one that has gone already is no fault."""
        answer = await self._ask("DELETE", f"faults/{quote(fault_id, safe='')}")
        if answer.status_code != httpx.codes.NOT_FOUND:
            _content(answer)

    async def remove_all_faults(self) -> None:
        """Plays none any more."""
        _content(await self._ask("DELETE", "faults"))

    async def set_charging(self, is_wanted: bool) -> None:
        """Charges an order that matches no test case, or refuses it."""
        _content(await self._ask("POST", "order-mismatch", {"order_mismatch": "charge" if is_wanted else "refuse"}))

    async def reset(self) -> None:
        """Back to the seeds."""
        _content(await self._ask("POST", "reset", {}))

    async def close(self) -> None:
        """Ends the connection, and what is under way on it."""
        await self._client.aclose()

    async def _ask(
        self, method: str, what: str, fields: Fields | None = None, *, limit_s: float = _LIMIT_S
    ) -> httpx.Response:
        url = f"{self._root}/{what}"
        try:
            return await self._client.request(method, url, json=fields, timeout=limit_s)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise as_fault(error, url) from error
        except RuntimeError as error:  # httpx's word for a client that has been closed meanwhile
            raise NetworkFault("practice_off") from error


def _content(answer: httpx.Response) -> Any:
    if not answer.is_success:
        raise refusal_in(answer.content)
    if not answer.content:
        return None
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        raise BadInput("practice_object_incomplete") from error
