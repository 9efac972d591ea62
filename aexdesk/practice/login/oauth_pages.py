"""The pages of /oauth/authorize: log in, consent, and what goes wrong. Protocol, section 5."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from aexdesk.practice.chance import digest, is_password, make_text
from aexdesk.practice.door.reading import merge, read_pairs
from aexdesk.practice.login import page_texts
from aexdesk.practice.platform import Platform
from aexdesk.practice.records import Code
from aexdesk.practice.refusal import Refusal
from aexdesk.practice.state import Ticket, trim

COOKIE = "aexdesk_practice_login"


class OauthPages:
    """Logs a buyer in and asks for consent; ends in a redirect with a code, or with an error."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def routes(self) -> list[Route]:
        """The page, and the two forms on it."""
        return [
            Route("/oauth/authorize", self._authorize, methods=["GET"]),
            Route("/oauth/login", self._login, methods=["POST"]),
            Route("/oauth/consent", self._consent, methods=["POST"]),
        ]

    async def _authorize(self, request: Request) -> Response:
        try:
            asked = merge(request.query_params.multi_items())
        except Refusal as refusal:
            return page_texts.fault_page("This link is broken", refusal.msg)
        fault = self._find_fault(asked)
        if fault is not None:
            return fault
        ticket = Ticket(
            app_key=asked["client_id"],
            redirect_uri=asked["redirect_uri"],
            state=asked.get("state"),
            uuid=asked.get("uuid", ""),
            expires_at=self._platform.now() + self._platform.rules.ticket_seconds,
        )
        known = self._platform.fleeting.logins.get(request.cookies.get(COOKIE, ""), "")
        if known in self._platform.state.accounts and asked.get("force_auth") != "true":
            ticket = replace(ticket, account=known)
        key = make_text(self._platform.chance, 32)
        self._platform.fleeting.tickets[key] = ticket
        trim(self._platform.fleeting.tickets)
        if ticket.account:
            return page_texts.consent_page(key, ticket.app_key, ticket.account)
        return page_texts.login_page(key, ticket.app_key)

    def _find_fault(self, asked: dict[str, str]) -> Response | None:
        app = self._platform.state.apps.get(asked.get("client_id", ""))
        if app is None:
            return page_texts.fault_page("Unknown app", "No app with this client_id (app key) is registered here.")
        given = asked.get("redirect_uri", "")
        if not app.callback_url or given != app.callback_url:
            return page_texts.mismatch_page(app.callback_url, given)
        if asked.get("response_type") != "code":
            return page_texts.fault_page("Unsupported response type", "response_type must be code.")
        return None

    async def _login(self, request: Request) -> Response:
        fields, key, ticket = await self._read(request)
        if ticket is None:
            return page_texts.stale_page()
        account = self._platform.state.accounts.get(fields.get("email", "").strip())
        if account is None or not is_password(fields.get("password", ""), account.password):
            return page_texts.login_page(key, ticket.app_key, email=fields.get("email", ""), is_wrong=True)
        self._platform.fleeting.tickets[key] = replace(ticket, account=account.email)
        cookie = make_text(self._platform.chance, 32)
        self._platform.fleeting.logins[cookie] = account.email
        trim(self._platform.fleeting.logins)
        page = page_texts.consent_page(key, ticket.app_key, account.email)
        page.set_cookie(COOKIE, cookie, path="/oauth", httponly=True, samesite="lax")
        return page

    async def _consent(self, request: Request) -> Response:
        fields, key, ticket = await self._read(request)
        if ticket is None or ticket.account not in self._platform.state.accounts:  # none: nobody logged in on it
            return page_texts.stale_page()
        decision = fields.get("decision")
        if decision == "other":
            self._platform.fleeting.tickets[key] = replace(ticket, account="")
            return page_texts.login_page(key, ticket.app_key)
        del self._platform.fleeting.tickets[key]
        if decision == "allow":
            return _redirect(ticket, {"code": self._make_code(ticket)})
        return _redirect(ticket, {"error": "access_denied", "error_description": "The user denied access"})

    def _make_code(self, ticket: Ticket) -> str:
        code = f"3_{ticket.app_key}_{make_text(self._platform.chance, 24)}"  # protocol, section 5: 3_APPKEY_random
        ends = self._platform.now() + self._platform.rules.code_seconds
        codes = self._platform.fleeting.codes
        codes[digest(code)] = Code(ticket.account, ticket.app_key, ticket.uuid, ends)
        trim(codes, 1000)
        return code

    async def _read(self, request: Request) -> tuple[dict[str, str], str, Ticket | None]:
        """The fields of a form, the key of its ticket, and the ticket if it is still good."""
        try:
            pairs, _ = await read_pairs(request, self._platform.rules)
            fields = merge(pairs)
        except Refusal:
            return {}, "", None
        key = fields.get("ticket", "")
        ticket = self._platform.fleeting.tickets.get(key)
        if ticket is not None and ticket.expires_at <= self._platform.now():
            ticket = None
        return fields, key, ticket


def _redirect(ticket: Ticket, told: dict[str, str]) -> Response:
    """To the callback, with what it had in its query, and the state as it came."""
    parts = urlsplit(ticket.redirect_uri)
    query = urlencode(told | ({} if ticket.state is None else {"state": ticket.state}))
    url = urlunsplit(parts._replace(query=f"{parts.query}&{query}" if parts.query else query))
    return RedirectResponse(url, 303, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
