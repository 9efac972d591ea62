"""Reads what the admin address is sent. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from aexdesk.practice.faults.disturbances import DEFAULTS, Disturbance, Kind
from aexdesk.practice.numbers import read_whole
from aexdesk.practice.records import CASE_STATES, AccountState, App, OrderCase
from aexdesk.practice.rules import PERMITTED_GROUPS, TOKEN_LIVES, Mismatch
from aexdesk.secret import Secret

Json = dict[str, Any]
MOST_ADDRESSES = 100
_APP_KEY = re.compile(r"[0-9]{5,10}")
_CODE = re.compile(r"[A-Za-z0-9_.\-]{1,64}")


class BadAdminInput(Exception):
    """What was sent cannot be used."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


def read_text(fields: Json, name: str, default: str | None = None, most: int = 300) -> str:
    """A text of `fields`; it may be absent or empty only where there is a default."""
    value = fields.get(name)
    if value in (None, "") and default is not None:
        return default
    if not isinstance(value, str) or not value.strip() or len(value) > most:
        raise BadAdminInput(f"{name} must be a text of 1 to {most} characters")
    return value


def read_app(fields: Json) -> tuple[App, Secret]:
    """An app to register, and its secret."""
    app = App(
        app_key=read_text(fields, "app_key"),
        callback_url=_read_url(fields, "callback_url"),
        app_type=read_text(fields, "app_type", "dropshipping"),
        app_state=read_text(fields, "app_state", "test"),
        calls_per_day=_read_count(fields, "calls_per_day"),
        ip_allow_list=_read_addresses(fields.get("ip_allow_list")),
        is_publisher=fields.get("is_publisher") is not False,
    )
    if not _APP_KEY.fullmatch(app.app_key):
        raise BadAdminInput("app_key must be 5 to 10 digits")
    if app.app_type not in PERMITTED_GROUPS:
        raise BadAdminInput(f"app_type must be one of {', '.join(PERMITTED_GROUPS)}")
    if app.app_state not in TOKEN_LIVES:
        raise BadAdminInput(f"app_state must be one of {', '.join(TOKEN_LIVES)}")
    if not isinstance(fields.get("is_publisher", True), bool):
        raise BadAdminInput("is_publisher must be true or false")
    return app, Secret(read_text(fields, "app_secret"))


def _read_url(fields: Json, name: str) -> str:
    """A URL that can be taken apart, as the login's redirect does; it may be empty."""
    url = read_text(fields, name, "", most=2000)
    try:
        urlsplit(url)
    except ValueError:
        raise BadAdminInput(f"{name} must be a URL") from None
    return url


def _read_count(fields: Json, name: str) -> int:
    """A whole number; 0 where it is not given."""
    number = read_whole(fields.get(name, 0))
    if number is None:
        raise BadAdminInput(f"{name} must be a whole number")
    return number


def _read_addresses(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MOST_ADDRESSES:
        raise BadAdminInput(f"ip_allow_list must be a list of at most {MOST_ADDRESSES} addresses")
    return tuple(read_text({"ip_allow_list": one}, "ip_allow_list", most=64) for one in value)


def read_loan_account(fields: Json) -> tuple[str, Secret, str, AccountState]:
    """Email, password, the last day of the loan as a date (empty: no end), and the state of the account."""
    email = read_text(fields, "email")
    until = read_text(fields, "until", "")
    if "@" not in email or any(char.isspace() for char in email):
        raise BadAdminInput("email must be an email address")
    try:
        day = date.fromisoformat(until[:10]).isoformat() if until else ""
    except ValueError:
        raise BadAdminInput("until must be a date such as 2026-12-31") from None
    try:
        state = AccountState(read_text(fields, "state", AccountState.ACTIVE))
    except ValueError:
        raise BadAdminInput(f"state must be one of {', '.join(AccountState)}") from None
    return email, Secret(read_text(fields, "password")), day, state


def read_case(fields: Json) -> OrderCase:
    """An order test case. One of the same name is replaced."""
    quantity = read_whole(fields.get("quantity"))
    item_id = read_whole(fields.get("item_id"))
    case = OrderCase(
        name=read_text(fields, "name"),
        loan_account_email=read_text(fields, "loan_account_email"),
        item_id=str(item_id),
        quantity=quantity or 0,
        country=read_text(fields, "country", most=2),
        reason=read_text(fields, "reason", "", most=2000),
        state=read_text(fields, "state", "draft"),
    )
    if item_id is None or not quantity:
        raise BadAdminInput("item_id and quantity must be whole numbers, quantity at least 1")
    if case.state not in CASE_STATES:
        raise BadAdminInput(f"state must be one of {', '.join(CASE_STATES)}")
    return case


def read_mismatch(fields: Json) -> Mismatch:
    """What becomes of an order that matches no active test case."""
    try:
        return Mismatch(fields.get("order_mismatch", ""))
    except ValueError:
        raise BadAdminInput(f"order_mismatch must be one of {', '.join(Mismatch)}") from None


def read_disturbance(fields: Json) -> Disturbance:
    """A fault to play; `times` is 1 where it is not given, 0 until it is removed."""
    try:
        kind = Kind(fields.get("kind", ""))
    except ValueError:
        raise BadAdminInput(f"kind must be one of {', '.join(Kind)}") from None
    times = read_whole(fields.get("times", 1))
    if times is None:
        raise BadAdminInput("times must be a whole number; 0 is until the fault is removed")
    value = fields.get("value")
    return Disturbance(read_text(fields, "api"), kind, _read_value(kind, value), times)


def _read_value(kind: Kind, value: object) -> str | int:
    if kind not in DEFAULTS:
        return ""
    if value is None:
        return DEFAULTS[kind]
    if kind is Kind.ERROR:
        if isinstance(value, str | int) and _CODE.fullmatch(str(value)):
            return str(value)
        raise BadAdminInput("value must be an error code")
    number = read_whole(value)
    least, most = (200, 599) if kind is Kind.STATUS else (0, 600_000)
    if number is None or not least <= number <= most:
        raise BadAdminInput(f"value must be a whole number from {least} to {most}")
    return number
