"""Answers the token calls: a code or a refresh token becomes tokens. Protocol, section 5."""

from __future__ import annotations

import math
from typing import Any

from aexdesk.practice.chance import digest, make_token
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.records import Account, App, Grant, GrantKind
from aexdesk.practice.refusal import Refusal

Json = dict[str, Any]
_SECURITY_CREATE = "/auth/token/security/create"
_SECURITY_LACKS = ("user_nick", "havana_id", "account", "account_platform")


def create_token(platform: Platform, call: Admitted) -> Json:
    """Tokens for a one-time code. A uuid at create that was not at authorize is InvalidCode. Protocol, section 5."""
    key = digest(call.params["code"])
    code = platform.fleeting.codes.get(key)
    uuid = call.params.get("uuid", "")
    if code is None or code.app_key != call.app.app_key or code.expires_at <= platform.now() or code.uuid != uuid:
        if "/security/" in call.api.name:  # protocol, section 7: that form has an error of its own
            raise Refusal("isv.402", "Creation failed")
        raise Refusal("InvalidCode", "Invalid authorization code")
    if call.app.app_type == "affiliate":  # a choice: its APIs need no session. A bad code is still said to be bad
        raise Refusal("AUTH_TYPE_UNSUPPORTED", "The authorization type is not supported for this app")
    del platform.fleeting.codes[key]
    ends = platform.now() + _lives(platform, call.app).refresh
    return _answer(platform, call, code.account, ends)


def refresh_token(platform: Platform, call: Admitted) -> Json:
    """New tokens for a refresh token, which is spent by it. Its end does not move, and access tokens stay good."""
    key = digest(call.params["refresh_token"])
    grant = platform.state.grants.get(key)
    is_good = grant is not None and grant.kind is GrantKind.REFRESH and grant.expires_at > platform.now()
    if grant is None or not is_good or grant.app_key != call.app.app_key:
        raise Refusal("IllegalRefreshToken", "The specified refresh token is invalid or expired")
    del platform.state.grants[key]
    return _answer(platform, call, grant.account, grant.expires_at)


def issue(platform: Platform, app: App, account: str, refresh_ends: float) -> tuple[str, str, float]:
    """Makes and remembers an access token and a refresh token; returns both and the end of the first."""
    access_ends = platform.now() + _lives(platform, app).access
    access, refresh = make_token(platform.chance), make_token(platform.chance)
    remember(platform, access, GrantKind.ACCESS, app, account, access_ends)
    remember(platform, refresh, GrantKind.REFRESH, app, account, refresh_ends)
    platform.note_change()
    return access, refresh, access_ends


def remember(platform: Platform, token: str, kind: GrantKind, app: App, account: str, ends: float) -> None:
    """Remembers a token by its fingerprint."""
    key = digest(token)
    platform.state.grants[key] = Grant(key, kind, account, app.app_key, ends)


def _lives(platform: Platform, app: App) -> Any:
    return platform.rules.token_lives[app.app_state]


def _answer(platform: Platform, call: Admitted, account: str, refresh_ends: float) -> Json:
    access, refresh, access_ends = issue(platform, call.app, account, refresh_ends)
    now = platform.now()
    answer = {
        "access_token": access,
        "refresh_token": refresh,
        "expires_in": round(access_ends - now),
        "refresh_expires_in": round(refresh_ends - now),
        "expire_time": math.floor(access_ends * 1000),
        "refresh_token_valid_time": math.floor(refresh_ends * 1000),
        **_identity(platform.state.accounts[account]),
        "locale": "zh_CN",
        "sp": "ae",
    }
    if call.api.name == _SECURITY_CREATE:  # protocol, section 5: its refresh tells them
        for name in _SECURITY_LACKS:
            del answer[name]
    return answer


def _identity(account: Account) -> Json:
    return {
        "user_id": account.user_id,
        "seller_id": account.user_id,
        "account_id": account.user_id,
        "havana_id": account.user_id,
        "user_nick": account.email.partition("@")[0],
        "account": account.email,
        "account_platform": "buyerApp",
    }
