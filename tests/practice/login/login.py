"""Walks the OAuth pages as a browser would: reads the form, fills it in, follows no redirect."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.practice.world import Answer, Client, fetch

TICKET = re.compile(r'name="ticket" value="([^"]+)"')


def open_page(client: Client, cookie: str = "", **changes: str | None) -> Answer:
    query: dict[str, str | None] = {
        "response_type": "code",
        "client_id": client.app_key,
        "redirect_uri": client.told["callback_url"],
        **changes,
    }
    sent = urlencode({name: value for name, value in query.items() if value is not None})
    return fetch(f"{client.told['authorize_url']}?{sent}", headers={"Cookie": cookie} if cookie else None)


def ticket_of(page: Answer) -> str:
    found = TICKET.search(page.body.decode())
    assert found, page.body.decode()
    return html.unescape(found[1])


def post(client: Client, form: str, **fields: str) -> Answer:
    return fetch(f"{client.told['url']}/oauth/{form}", urlencode(fields).encode())


def log_in(client: Client, page: Answer, email: str = "", password: str = "") -> Answer:
    return post(
        client,
        "login",
        ticket=ticket_of(page),
        email=email or client.told["buyer_email"],
        password=password or client.told["buyer_password"],
    )


def callback_of(answer: Answer) -> tuple[str, dict[str, list[str]]]:
    """Where a redirect leads, and what it tells."""
    assert answer.status == 303
    parts = urlsplit(answer.headers["Location"])
    return parts._replace(query="").geturl(), parse_qs(parts.query, keep_blank_values=True)


def authorize(client: Client, *, callback: str | None = None, **changes: str) -> str:
    """The whole way to a code."""
    callback = callback or client.told["callback_url"]
    page = log_in(client, open_page(client, redirect_uri=callback, **changes))
    answer = post(client, "consent", ticket=ticket_of(page), decision="allow")
    where, told = callback_of(answer)
    assert where == callback
    return told["code"][0]
