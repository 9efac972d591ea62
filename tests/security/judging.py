"""Two that judge an order request: the guard alone, and a practice gateway that charges for what does not match."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from aexdesk import resources
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.ordertest.guard import Guard, GuardFacts, SessionOwner
from aexdesk.ordertest.reading import OutgoingRequest
from aexdesk.practice import Rules, start_practice
from aexdesk.secret import Secret
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.exchange import GuardVerdict
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from tests.practice.world import fetch
from tests.security.drafts import Shot

ANSWER_SECONDS = 20


@dataclass
class Arena:
    """The guard, with the facts of a workspace that knows the seeded things, and the charging gateway behind it."""

    told: dict[str, Any]
    guard: Guard = field(default_factory=lambda: Guard(Catalogue.from_json(resources.read_json("catalogue.json"))))

    @property
    def environment(self) -> Environment:
        """Where the requests go."""
        return replace(PRACTICE, base_url=self.told["url"])

    def facts(self, session: Secret | None) -> GuardFacts:
        """Whose a session is, as a workspace knows it, and the seeded test case."""
        case, active = self.told["test_case"], OrderTestCaseState.ACTIVE
        email = case["loan_account_email"]
        owners = {
            self.told["access_token"]: SessionOwner(self.told["buyer_email"], is_real=False),
            self.told["real_buyer_access_token"]: SessionOwner(self.told["real_buyer_email"], is_real=True),
        }
        seeded = OrderTestCase(
            "c1", PRACTICE.name, case["name"], email, case["item_id"], case["quantity"], case["country"], state=active
        )
        return GuardFacts(
            environment=self.environment,
            owner=owners.get(session.reveal()) if session else None,
            test_cases=(seeded,),
            loan_accounts=(LoanAccount("l1", PRACTICE.name, email),),
            today=date.today(),
        )

    def verdict_on(self, request: OutgoingRequest, facts: GuardFacts | None = None) -> GuardVerdict:
        """What the guard says. An exception of its own would let nothing out, and is a fault all the same."""
        reading = self.guard.read(request, facts.environment if facts else self.environment)
        if isinstance(reading, GuardVerdict):
            return reading
        return self.guard.judge(reading, facts or self.facts(reading.session))

    def judge(self, shot: Shot, facts: GuardFacts | None = None) -> GuardVerdict:
        """What the guard says about a request that is about to be fired; `facts` in place of the usual ones."""
        return self.verdict_on(shot.outgoing(self.environment), facts)

    def fire(self, shot: Shot) -> bytes:
        """Past the guard, as bytes on a socket; the answer."""
        return fire(self.told["url"], shot.raw)

    def ask(self, path: str) -> Any:
        """What the gateway's admin address tells."""
        return json.loads(fetch(f"{self.told['url']}/_practice{path}").body)

    def paid_orders(self) -> list[dict[str, Any]]:
        """What would have cost money."""
        return [order for order in self.ask("/orders") if not order["free"]]

    def reset(self) -> None:
        """The gateway's first state: no order, full stock."""
        fetch(f"{self.told['url']}/_practice/reset", b"{}")


@contextmanager
def open_arena() -> Iterator[Arena]:
    """An arena of its own, unthrottled."""
    with start_practice(0, "charge", rules=Rules(throttle=False)) as practice:
        yield Arena(practice.object.to_json())


def fire(url: str, raw: bytes) -> bytes:
    """Writes the bytes and reads to the end; whoever closes early has answered too."""
    port = urlsplit(url).port
    assert port is not None
    found = b""
    with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65_536):
                found += chunk
        except TimeoutError:
            raise
        except OSError:
            pass
    return found
