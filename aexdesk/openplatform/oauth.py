"""OAuth as the platform does it: authorize URL, callback, the answer of a token call. Pure. Protocol, section 5."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.secret import Secret


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """What a token call gave. Lifetimes are seconds from the answer on, None where it names none.

    `account` is the email, else the nick, else "" (security/create tells neither).
    """

    access_token: Secret
    refresh_token: Secret | None
    account: str
    account_platform: str
    expires_in: int | None
    refresh_expires_in: int | None
    expires_at_ms: int | None = None
    refresh_expires_at_ms: int | None = None


def build_authorize_url(
    authorize_url: str, app_key: str, callback_url: str, state: str, *, force_auth: bool = True
) -> str:
    """The address that the login begins at; every value percent-encoded once."""
    raise NotImplementedError


def is_callback(url: str, callback_url: str) -> bool:
    """Whether `url` is the callback: scheme, host, port, path and registered query equal, whatever came on top."""
    raise NotImplementedError


def read_callback(url: str, callback_url: str, state: str) -> Secret:
    """The code. Raises BadInput: callback_differs, state_missing, state_differs, access_denied, code_missing, …"""
    raise NotImplementedError


def read_token_answer(body: bytes) -> TokenAnswer:
    """Reads the flat answer, or the one in a wrapper. Raises BadInput("token_answer_unreadable")."""
    raise NotImplementedError
