"""The guard: may this request leave? Only `allowed` verdicts go out; in doubt it refuses and names the field. Pure.

There is no override. An order leaves only if account, item, quantity and country match an active test case of its
environment whose loan account stands. In Live what writes leaves only while it is unlocked, an order too, and what
asks for automatic payment only where the test case allows it.
"""

from __future__ import annotations

import unicodedata

from aexdesk.openplatform.catalogue import Catalogue, Effect
from aexdesk.ordertest.concealing import conceal, conceal_in_verdict, secrets_in, secrets_of
from aexdesk.ordertest.matching import (
    ACCEPTED_STATE,
    FACT_FIELDS,
    ComparedFact,
    GuardFacts,
    SessionOwner,
    compare_facts,
    find_nearest,
    uncompared,
)
from aexdesk.ordertest.order_facts import OrderFacts, read_order
from aexdesk.ordertest.reading import OutgoingRequest, Reading, read_request
from aexdesk.ordertest.spelling import fold, unquote_all
from aexdesk.ordertest.unclear import UnclearRequestError
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Difference, GuardVerdict

__all__ = ["FACT_FIELDS", "ComparedFact", "Guard", "GuardFacts", "SessionOwner", "uncompared"]

_SEVEREST_FIRST = (Effect.CREATES_ORDER, Effect.WRITE, Effect.READ)


class Guard:
    """Judges requests. Holds nothing but the catalogue's knowledge of what each API can do."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known = frozenset(fold(definition.name) for definition in catalogue.definitions)

    def read(self, request: OutgoingRequest, environment: Environment) -> Reading | GuardVerdict:
        """The reading of a request, or the refusal of one that has no single reading."""
        try:
            reading = read_request(request, environment)
            self._check_files(reading)
        except UnclearRequestError as unclear:
            return conceal_in_verdict(_refuse_unclear(unclear), secrets_in(request))
        return reading

    def effect_of(self, api: str) -> Effect:
        """The worst that calling `api` can do, under every spelling that somebody might read it as."""
        plain = "".join(
            letter
            for letter in unicodedata.normalize("NFKC", unquote_all(api))
            if letter.isprintable() and not letter.isspace()
        )
        effects = {self._catalogue.effect_of(name) for name in (api, plain, plain.upper().casefold())}
        return next(effect for effect in _SEVEREST_FIRST if effect in effects)

    def is_unknown(self, api: str) -> bool:
        """Whether `api` is no spelling of a name of the catalogue: only such a name can be marked as harmless."""
        return fold(api) not in self._known

    def judge(self, reading: Reading, facts: GuardFacts) -> GuardVerdict:
        """Allow or refuse, with the fields that differ."""
        return conceal_in_verdict(self._judge(reading, facts), secrets_of(reading))

    def compare(self, reading: Reading, facts: GuardFacts) -> tuple[ComparedFact, ...]:
        """The facts of an order beside those of the test case that `judge` measures it by; it decides nothing."""
        try:
            order = self._read_order(reading)
        except UnclearRequestError as unclear:
            return uncompared(unclear.field, conceal(unclear.found, secrets_of(reading)))
        nearest = find_nearest(order, facts)
        return compare_facts(order, nearest[0] if nearest else None, facts)

    def _check_files(self, reading: Reading) -> None:
        """A file stands only where the catalogue has one: elsewhere it may be read as a text that nobody signed."""
        definition = self._catalogue.find(reading.api)
        if definition is None:
            return
        wanted = {field.name for field in definition.parameters if not field.is_signed}
        for name in sorted(reading.files - wanted):
            raise UnclearRequestError(name, "file_for_text")

    def _judge(self, reading: Reading, facts: GuardFacts) -> GuardVerdict:
        effect, is_live = self.effect_of(reading.api), facts.environment.is_live
        if effect is Effect.READ:
            return GuardVerdict(True, "reads")
        if self.is_unknown(reading.api):
            if reading.api in facts.harmless:
                return GuardVerdict(True, "harmless")
            if effect is Effect.CREATES_ORDER:
                return _refuse_unknown(reading.api)
        verdict = GuardVerdict(True, "writes_unlocked" if is_live else "writes_in_practice")
        if effect is Effect.CREATES_ORDER:
            verdict = self._judge_order(reading, facts)
        if is_live and not facts.is_unlocked:
            return GuardVerdict(False, "live_locked", verdict.differences, verdict.test_case)
        return verdict

    def _judge_order(self, reading: Reading, facts: GuardFacts) -> GuardVerdict:
        try:
            order = self._read_order(reading)
        except UnclearRequestError as unclear:
            return _refuse_unclear(unclear)
        found = find_nearest(order, facts)
        if found is None:
            missing = Difference("test_case", expected=ACCEPTED_STATE.value, found="")
            return GuardVerdict(False, "no_active_test_case", (missing,))
        nearest, differences = found
        if differences:
            return GuardVerdict(False, "differs_from_test_case", differences, nearest.name)
        return GuardVerdict(True, "matches_test_case", (), nearest.name)

    def _read_order(self, reading: Reading) -> OrderFacts:
        if self._catalogue.find(reading.api) is None:
            # Nobody knows where such a call carries its items: what matches may not be what is ordered.
            raise UnclearRequestError("method", "unknown_order_api", reading.api)
        return read_order(reading)


def _refuse_unclear(unclear: UnclearRequestError) -> GuardVerdict:
    return GuardVerdict(False, "unclear_request", (Difference(unclear.field, unclear.why, unclear.found),))


def _refuse_unknown(api: str) -> GuardVerdict:
    return GuardVerdict(False, "unknown_api", (Difference("method", "unknown_order_api", api),))
