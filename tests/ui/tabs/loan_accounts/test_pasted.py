"""What is copied from the App Console: told line by line, as a table, in English or Chinese; nothing is made up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.secret import Secret
from aexdesk.ui.tabs.loan_accounts.days import find_day, read_day
from aexdesk.ui.tabs.loan_accounts.pasted import PastedLoanAccount, read_pasted
from aexdesk.workspace.loan_account import LoanAccountStatus

WHOLE = PastedLoanAccount(
    "b@loan.example",
    "s@loan.example",
    Secret("pa:ss=1"),
    date(2026, 11, 1),
    date(2026, 12, 1),
    LoanAccountStatus.ACTIVE,
)

BLOCKS = {
    "lines": """
        Buyer Account: b@loan.example
        Password: pa:ss=1
        Seller Account: s@loan.example
        Start date: 2026-11-01
        Expire date: 2026-12-01
        Status: Active
    """,
    "chinese": """
        买家账号：b@loan.example
        密码：pa:ss=1
        卖家账号：s@loan.example
        开始时间：2026年11月1日
        到期时间：2026/12/01 23:59:59
        状态：使用中
    """,
    "table": (
        "Buyer Account\tPassword\tSeller Account\tStart Time\tExpire Time\tStatus\n"
        "b@loan.example\tpa:ss=1\ts@loan.example\t2026-11-01 08:00\t2026-12-01 08:00\tIn use\n"
    ),
    "label above value": (
        "Buyer Account\nb@loan.example\nPassword\npa:ss=1\nSeller Account\ns@loan.example\n"
        "Loan date\n2026-11-01\nValid until\n2026.12.1\nStatus\nActive"
    ),
    "one line": (
        "Buyer Account: b@loan.example\tPassword: pa:ss=1\tSeller Account: s@loan.example\t"
        "Since: 2026-11-01\tUntil: 2026-12-01\tStatus: active"
    ),
    "odd": (
        "* BUYER  ACCOUNT ： <b@loan.example>\r\n\r\n- Buyer Password = pa:ss=1\r\nHello\r\n"
        "• Seller Password: no\r\n• Seller account s@loan.example\r\nStart date 2026-11-01\r\n"
        "Expire date 2026-12-01\r\nStatus: NORMAL"
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_read_however_it_was_copied(name: str) -> None:
    assert read_pasted(BLOCKS[name]) == WHOLE


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("Seller Account: s@x.y\nPassword: sellers\nBuyer Account: b@x.y\nPassword: buyers", "buyers"),
        ("Buyer Account: b@x.y\nPassword: buyers\nSeller Account: s@x.y\nPassword: sellers", "buyers"),
        ("Buyer Account: b@x.y\nSeller Account: s@x.y\nPassword: both", "both"),
        ("Password: first\nBuyer Account: b@x.y\nBuyer Password: buyers", "buyers"),
        ("Buyer Account: b@x.y\nSeller Password: sellers", None),
        ("Buyer Account: b@x.y\nPassword:", None),
        ("Buyer Account: b@x.y\nPassword was sent by mail", None),
    ],
)
def test_the_password_is_the_buyers(text: str, password: str | None) -> None:
    read = read_pasted(text)
    assert read is not None
    assert read.email == "b@x.y"
    assert read.password == (Secret(password) if password else None)


def test_the_first_word_on_each_thing_counts() -> None:
    read = read_pasted("Account: none\nBuyer: b@x.y\nBuyer Account: other@x.y\nUntil: 2026-01-02\nEnd date: 2026-01-03")
    assert read == PastedLoanAccount("b@x.y", until=date(2026, 1, 2))


def test_an_email_alone_is_one_and_two_are_none() -> None:
    assert read_pasted("  b@loan.example\n") == PastedLoanAccount("b@loan.example")
    assert read_pasted("b@loan.example, c@loan.example") is None


@pytest.mark.parametrize(
    "text", ["", " \n\t", "hello", "Status: active", "Buyer Account:", "Expire date: soon", "a: b"]
)
def test_what_tells_of_no_account_is_none(text: str) -> None:
    assert read_pasted(text) is None


def test_what_it_read_shows_no_password() -> None:
    assert "pa:ss" not in repr(read_pasted(BLOCKS["lines"]))


def test_it_names_what_it_found() -> None:
    read = read_pasted("Buyer Account: b@x.y\nPassword: p")
    assert read is not None
    assert read.found() == ("email", "password")


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Z", "C"), exclude_characters="@"), min_size=1)
_NAMES = st.from_regex(r"[a-z0-9._+-]{1,12}@[a-z0-9-]{1,12}\.example", fullmatch=True)
_DAYS = st.dates(min_value=date(1000, 1, 1))


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    read = read_pasted(text)
    assert read is None or read.found()


@given(
    st.permutations(["email", "password", "until"]),
    _NAMES,
    _WORDS,
    _DAYS,
    st.sampled_from([": ", ":", "：", " = "]),
    st.sampled_from(["\n", "\r\n", "\n\n", "\t"]),
)
def test_what_was_written_is_read_again(
    order: list[str], email: str, password: str, until: date, colon: str, end: str
) -> None:
    lines = {
        "email": f"Buyer Account{colon}{email}",
        "password": f"Password{colon}{password}",
        "until": f"Expire date{colon}{until.isoformat()}",
    }
    read = read_pasted(end.join(lines[name] for name in order))
    assert read == PastedLoanAccount(email, password=Secret(password), until=until)


# ---------------------------------------------------------------- days


@given(_DAYS)
def test_a_day_is_read_in_every_spelling(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    for text in (
        day.isoformat(), f" {year}/{month}/{number} ", f"{year}.{month:02}.{number:02}", f"{year}年{month}月{number}日",
    ):  # fmt: skip
        assert read_day(text) == day
        assert find_day(f"on {text} 12:00") == day


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-01", "2026-02-30", "26-01-01", "2026-01-01 10:00", "12026-01-01"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


def test_a_day_is_found_behind_one_that_cannot_be() -> None:
    assert find_day("2026-02-30 or 2026-03-01") == date(2026, 3, 1)
