"""Reads a block of text copied from the App Console: labels in English or Chinese, in lines or as a table. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date

from aexdesk.secret import Secret
from aexdesk.ui.tabs.loan_accounts.days import find_day
from aexdesk.workspace.loan_account import LoanAccountStatus

_LONGEST = 20_000
"""Letters that are looked at; who copied a whole page by mistake need not wait."""

_LABELS = {
    "email": (
        "buyer account", "buyer email", "buyer e-mail", "buyer account email", "buyer login", "buyer login id",
        "buyer id", "buyer", "loan account", "loan account email", "loan test account", "test buyer account",
        "test buyer", "test account", "login email", "login account", "account email", "account", "email", "e-mail",
        "买家账号", "买家账户", "买家帐号", "买家邮箱", "买家登录账号", "买家", "测试买家账号", "测试买家", "测试账号",
        "借用账号", "登录账号", "登录邮箱", "账号", "账户", "帐号", "邮箱",
    ),
    "seller": (
        "seller account", "seller email", "seller e-mail", "seller account email", "seller login", "seller id",
        "seller", "test seller account", "test seller",
        "卖家账号", "卖家账户", "卖家帐号", "卖家邮箱", "卖家登录账号", "卖家", "测试卖家账号", "测试卖家",
    ),
    "password": ("password", "login password", "account password", "pwd", "密码", "登录密码", "账号密码"),
    "buyer password": ("buyer password", "buyer account password", "buyer login password", "买家密码", "买家登录密码"),
    "seller password": (
        "seller password", "seller account password", "seller login password", "卖家密码", "卖家登录密码",
    ),
    "since": (
        "since", "loan date", "loan time", "start date", "start time", "borrow date", "borrow time", "apply time",
        "effective date", "借用时间", "借用日期", "开始时间", "开始日期", "申请时间", "生效时间",
    ),
    "until": (
        "until", "expire date", "expire time", "expires", "expires on", "expiry date", "expiry time", "expiration date",
        "expiration time", "expired time", "end date", "end time", "valid until", "valid to", "due date", "return date",
        "到期时间", "到期日期", "过期时间", "过期日期", "失效时间", "结束时间", "结束日期", "截止时间", "截止日期",
        "有效期至", "有效期", "归还时间",
    ),
    "status": ("status", "state", "account status", "状态", "账号状态"),
}  # fmt: skip
_FIELD_OF = {label: field for field, labels in _LABELS.items() for label in labels}
_STATUS = {
    LoanAccountStatus.ACTIVE: ("active", "in use", "normal", "valid", "使用中", "借用中", "正常", "有效", "生效中"),
    LoanAccountStatus.ENDED: (
        "ended", "expired", "returned", "invalid", "inactive", "closed", "已结束", "已过期", "已归还", "已失效", "无效",
    ),
}  # fmt: skip
_STATUS_OF = {word: status for status, words in _STATUS.items() for word in words}
_EMAIL = re.compile(r"[^\s@<>()\[\],;:：，；（）]+@[^\s@<>()\[\],;:：，；（）]+")
_COLON = re.compile(r"[:：=]")
_GAP = re.compile(r"\t|\s{2,}")

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PastedLoanAccount:
    """What the block told; what it did not tell is empty or None."""

    email: str = ""
    seller: str = ""
    password: Secret | None = None
    since: date | None = None
    until: date | None = None
    status: LoanAccountStatus | None = None

    def found(self) -> tuple[str, ...]:
        """The names of what it told."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name))


def read_pasted(text: str) -> PastedLoanAccount | None:
    """What the block tells of a loan account; None where it tells of none. The first word on each thing counts."""
    pairs = list(_read_pairs(text[:_LONGEST]))
    told: dict[str, str] = {}
    for field, value in pairs:
        if field != "email" or _EMAIL.search(value):
            told.setdefault(field, value)
    email = _EMAIL.search(told.get("email", ""))
    read = PastedLoanAccount(
        email=email[0] if email else "" if pairs else _lone_email(text),
        seller=told.get("seller", ""),
        password=_password_in(pairs),
        since=find_day(told.get("since", "")),
        until=find_day(told.get("until", "")),
        status=_STATUS_OF.get(told.get("status", "").casefold()),
    )
    return read if any((read.email, read.seller, read.password, read.until)) else None


def _password_in(pairs: Sequence[_Pair]) -> Secret | None:
    """The buyer's. A plain "Password" is that of the account named last before it, where there are several."""
    owned: list[_Pair] = []
    owner = "email"
    for field, value in pairs:
        owner = field if field in ("email", "seller") else owner
        if field in ("password", "buyer password") and value:
            owned.append((field if field == "buyer password" else owner, value))
    likely = sorted(owned, key=lambda pair: ("buyer password", "email", "seller").index(pair[0]))
    return Secret(likely[0][1]) if likely else None


def _lone_email(text: str) -> str:
    """An email that was copied alone."""
    found = _EMAIL.findall(text[:_LONGEST])
    return found[0] if len(set(found)) == 1 else ""


def _read_pairs(text: str) -> Iterator[_Pair]:
    """Each label with what stands behind it: in its cell, in the next, or below it."""
    rows = [row for line in text.splitlines() if any(row := [cell.strip() for cell in _GAP.split(line.strip())])]
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else []
        yield from _read_row(row, below)


def _read_row(row: Sequence[str], below: Sequence[str]) -> Iterator[_Pair]:
    labels = [_field_of(cell) for cell in row]
    is_header = all(labels) and not any(_field_of(cell) or _split(cell) for cell in below)
    for column, cell in enumerate(row):
        pair = _split(cell)
        if pair is not None and pair[1]:
            yield pair
        elif (field := labels[column]) and is_header:
            yield field, below[column] if column < len(below) else ""
        elif field and column + 1 < len(row) and not labels[column + 1]:
            yield field, row[column + 1]


def _split(cell: str) -> _Pair | None:
    """ "Buyer Account: x@y" in two; a colon may be missing before an email or a day."""
    colon = _COLON.search(cell)
    if colon and (field := _field_of(cell[: colon.start()])):
        return field, cell[colon.end() :].strip()
    label, _blank, value = cell.rpartition(" ")
    field = _field_of(label)
    is_plain = "@" in value if field in ("email", "seller") else field in ("since", "until") and find_day(value)
    return (field, value) if is_plain else None


def _field_of(text: str) -> str:
    """What a label names, or ""."""
    return _FIELD_OF.get(" ".join(_COLON.sub(" ", text).strip(" *•-·").split()).casefold(), "")
