"""What the workspace knows around a failing request: its app, its token, the clock, what came before it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from aexdesk.doctor.exchange_checks import Around, TokenFacts
from aexdesk.doctor.received import Received
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.oauth import TOKEN_CALLS
from aexdesk.redaction.hider import REFERENCE
from aexdesk.secret import MASK, Secret
from aexdesk.services.clock import read_ahead
from aexdesk.services.finding import Finding
from aexdesk.services.history import History
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.tokens import TokenBook
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.history_query import HistoryQuery
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import Token, digest_session

_LOOKED_THROUGH = 50
"""Token calls before this one, among which its code may have come: it lives three minutes."""


@dataclass(frozen=True, slots=True)
class Calls:
    """The recorded calls, and how they are found."""

    history: History
    finding: Finding


class DoctorFacts:
    """Gathers what `doctor.exchange_checks` looks at."""

    def __init__(self, calls: Calls, profiles: ProfileBook, tokens: TokenBook, catalogue: Catalogue) -> None:
        self._calls = calls
        self._profiles = profiles
        self._tokens = tokens
        self._catalogue = catalogue

    async def around(self, received: Received, profile: Profile | None, environment: str) -> Around:
        """Of a request that was pasted: what the workspace tells of its app and API."""
        definition = self._catalogue.find(received.api)
        alike = difflib.get_close_matches(received.api, [one.name for one in self._catalogue.definitions], 1)
        return Around(
            environment=environment,
            app_type=profile.app_type.value if profile is not None else "",
            api_group=definition.group if definition is not None else "",
            needs_session=definition.needs_session if definition is not None else None,
            is_known_api=definition is not None,
            nearest="" if definition is not None or not alike else alike[0],
            callback_url=profile.callback_url if profile is not None else "",
        )

    async def around_exchange(self, exchange: Exchange, received: Received, profile: Profile | None) -> Around:
        """Of a recorded call: what its answer tells too, and the calls before it."""
        base = await self.around(received, profile, exchange.environment)
        ahead = read_ahead(exchange)
        seen, spent = await self._seen_before(exchange)
        return Around(
            error_code=_code_of(exchange),
            at_ms=round(exchange.at.timestamp() * 1000),
            ahead_ms=None if ahead is None else round(ahead.total_seconds() * 1000),
            environment=base.environment,
            app_type=base.app_type,
            api_group=base.api_group,
            needs_session=base.needs_session,
            is_known_api=base.is_known_api,
            nearest=base.nearest,
            callback_url=base.callback_url,
            tokens=await self._tokens_of(exchange, received),
            code_seen_ms=seen,
            code_spent=spent,
        )

    async def _tokens_of(self, exchange: Exchange, received: Received) -> tuple[TokenFacts, ...] | None:
        """Those whose session was sent: by what stands in the record in its place, else by its fingerprint."""
        sent = next((one.value for one in exchange.request.parameters if one.name in ("session", "access_token")), "")
        if not sent:
            return None
        tokens = await self._tokens.list()
        if reference := REFERENCE.fullmatch(sent):
            owner = reference[0].strip("{}").partition(":")[2]
            return await self._facts_of([one for one in tokens if one.id == owner])
        noted = exchange.request.noted
        digest = noted.session_digest if noted is not None else ""
        if not digest and sent != MASK:
            digest = digest_session(Secret(sent))
        if not digest:
            return None
        return await self._facts_of([one for one in tokens if one.session_digest == digest])

    async def _facts_of(self, tokens: list[Token]) -> tuple[TokenFacts, ...]:
        keys = {one.id: one.app_key for one in await self._profiles.list()}
        return tuple(
            TokenFacts(
                keys.get(one.profile_id, ""),
                one.environment,
                None if one.access_expires_at is None else round(one.access_expires_at.timestamp() * 1000),
            )
            for one in tokens
        )

    async def _seen_before(self, exchange: Exchange) -> tuple[int | None, bool]:
        """When the same code came first, and whether it brought tokens in one of those calls."""
        digest = exchange.request.noted.code_digest if exchange.request.noted is not None else ""
        if not digest or exchange.api not in TOKEN_CALLS:
            return None, False
        query = HistoryQuery(apis=(exchange.api,), environment=exchange.environment, before=exchange.at)
        seen: int | None = None
        is_spent = False
        for line in await self._calls.finding.find_all(query, _LOOKED_THROUGH):
            earlier = await self._calls.history.get(line.id)
            noted = earlier.request.noted
            if noted is not None and noted.code_digest == digest and earlier.id != exchange.id:
                came = round(earlier.at.timestamp() * 1000)
                seen = came if seen is None else min(seen, came)
                is_spent = is_spent or earlier.error is None
        return seen, is_spent


def _code_of(exchange: Exchange) -> str:
    error = exchange.error
    return "" if error is None or error.kind != "platform" else error.code
