"""The checks before an order in words: what each asks, and what was found."""

from __future__ import annotations

from aexdesk.i18n import _, counted
from aexdesk.ordertest.readiness import Check
from aexdesk.wording.message import Message


def name_check(code: str) -> str:
    """What a check asks, in two or three words."""
    names = {
        "item_for_sale": _("Item for sale"),
        "ships_to_country": _("Ships to country"),
        "in_stock": _("In stock"),
        "within_limit": _("Purchase limit"),
        "price_and_freight": _("Price and freight"),
        "account_logged_in": _("Account logged in"),
        "account_active": _("Account active"),
    }
    return names[code]


def describe_check(check: Check) -> Message:
    """What was found, and what to do where that is not good."""
    words = (_of_item() | _of_limit() | _of_price() | _of_account() | _of_questions())[check.reason]
    values = {"title": "–", "found": "–", "until": "–", "error": "–", "minutes": "–", **check.values}
    return Message(words.message.format_map(values), words.hint.format_map(values))


def _of_item() -> dict[str, Message]:
    another = _("Choose another item, and tell the App Console of it: the test case becomes a draft again.")
    return {
        "on_sale": Message(_("{title}")),
        "off_sale": Message(_("The item cannot be ordered now ({found})."), another),
        "no_sku": Message(_("No SKU of the item is for sale."), another),
        "no_such_item": Message(_("There is no item {item_id}."), _("Check the item ID.")),
        "ships": Message(_("To {country}; services to choose from: {count}.")),
        "does_not_ship": Message(_("The item is not delivered to {country}."), another),
        "enough_stock": Message(
            counted("{found} piece, {wanted} wanted.", "{found} pieces, {wanted} wanted.", "found")
        ),
        "too_little_stock": Message(
            counted("{found} piece, {wanted} wanted.", "{found} pieces, {wanted} wanted.", "found"),
            _("Choose another SKU, or wait."),
        ),
        "stock_untold": Message(_("The answer does not tell the stock.")),
    }


def _of_limit() -> dict[str, Message]:
    fewer = _("Order fewer, and tell the App Console of it: the test case becomes a draft again.")
    return {
        "within_limit": Message(_("One buyer may order {limit}, {wanted} wanted.")),
        "over_firm_limit": Message(
            _("One buyer may order {limit} only, {wanted} are wanted: the order would fail."), fewer
        ),
        "over_limit": Message(
            counted(
                "The promotion's price holds for {limit} piece, {wanted} are wanted.",
                "The promotion's price holds for {limit} pieces, {wanted} are wanted.",
                "limit",
            ),
            _("The price may be another."),
        ),
    }


def _of_price() -> dict[str, Message]:
    return {
        "price_told": Message(_("{price} a piece, freight {fee}.")),
        "total_told": Message(_("{price} a piece, freight {fee}: {total} in all.")),
        "price_untold": Message(_("The answers do not tell price and freight.")),
    }


def _of_account() -> dict[str, Message]:
    log_in = _("Log in as {account}.")
    lend = _("Borrow an account in the App Console, and note it under Loan accounts.")
    return {
        "logged_in": Message(_("Logged in as {account}.")),
        "logged_in_by_hand": Message(_("Logged in as {account}: bound by hand, on your word.")),
        "unbound_session": Message(
            _("{account} is not logged in; a session is bound to no account."),
            _("Bind it by hand in the Login tab if it is this account's, or log in as {account}."),
        ),
        "session_ends_soon": Message(
            counted(
                "Logged in as {account}; the session ends in {minutes} minute.",
                "Logged in as {account}; the session ends in {minutes} minutes.",
                "minutes",
            ),
            _("Refresh the token."),
        ),
        "session_ended": Message(_("The session of {account} has ended."), _("Refresh the token, or log in again.")),
        "not_logged_in": Message(_("{account} is not logged in."), log_in),
        "another_account": Message(_("{account} is not logged in; {found} is."), log_in),
        "real_account": Message(
            _("The session of {account} is kept as that of a real account: its orders would cost money."), log_in
        ),
        "loan_stands": Message(_("The loan of {account} stands.")),
        "loan_ends_soon": Message(_("The loan of {account} ends on {until}."), lend),
        "loan_ends_today": Message(_("The loan of {account} ends today."), lend),
        "loan_ended": Message(_("The loan of {account} has ended."), lend),
        "no_loan": Message(_("{account} is not among the loan accounts."), lend),
    }


def _of_questions() -> dict[str, Message]:
    return {
        "not_asked": Message(_("Not looked up yet.")),
        "asking_failed": Message(_("Looking it up failed ({error})."), _("Look at the call in the console's history.")),
    }
