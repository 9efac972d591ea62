"""What the Console says of an order: the facts beside those of the test case, and why it cannot be sent."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.i18n import _
from aexdesk.ordertest.guard import ComparedFact
from aexdesk.ui.tabs.console.order_state import OrderResult, OrderState
from aexdesk.wording import Message, describe, describe_difference, describe_verdict
from aexdesk.wording.case_orders import describe_repeated
from aexdesk.workspace.case_order import CaseOrderState
from aexdesk.workspace.exchange import GuardVerdict


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over the facts. `icon` and `tone` say it once more."""

    icon: str
    tone: str
    words: Message


def write_heading(order: OrderState) -> Heading:
    """How the order stands to the test cases, in a sentence."""
    if order.fault is not None:
        return Heading("warn", "warn", describe(order.fault))
    if order.is_slow or (order.check is None and order.is_checking):
        return Heading("clock", "muted", Message(_("Comparing the order with the test cases…")))
    if order.check is None:
        return Heading("info", "muted", Message(_("Nobody is there to order as."), _("Add an app key first.")))
    verdict = order.check.verdict
    icon, tone = ("good", "good") if verdict.allowed else ("bad", "bad")
    if verdict.reason in ("live_locked", "no_active_test_case"):
        icon, tone = "warn", "warn"
    return Heading(icon, tone, _describe(verdict))


def _describe(verdict: GuardVerdict) -> Message:
    sentences = {
        "matches_test_case": Message(_("The order matches the test case {case}.")),
        "differs_from_test_case": Message(_("The order differs from the test case {case}.")),
        "no_active_test_case": Message(
            _("No test case of this environment is active."),
            _("Register the order in the App Console, and mark its test case as active when it is approved."),
        ),
        "unclear_request": Message(_("The guard cannot read this order in one way only.")),
        "unknown_api": Message(
            _("The catalogue does not know this call, and its name could spend money."),
            _("Mark it as harmless if you know that it spends nothing."),
        ),
        "harmless": Message(_("This call is marked as harmless here.")),
        "live_locked": _describe_in_live(verdict),
    }
    words = sentences.get(verdict.reason) or describe_verdict(verdict)
    return Message(words.message.format(case=verdict.test_case), words.hint.format(case=verdict.test_case))


def _describe_in_live(verdict: GuardVerdict) -> Message:
    message = _("Live is read-only until it is unlocked.")
    if any(one.field == "test_case" for one in verdict.differences):
        return Message(message, _("No test case of this environment is active."))
    if not verdict.test_case:
        return Message(message)
    if verdict.differences:
        return Message(message, _("It differs from the test case {case}, too."))
    return Message(message, _("It would match the test case {case}."))


def name_fact(field: str) -> str:
    """One of the facts that must match."""
    return {
        "account": _("Account"),
        "item_id": _("Item ID"),
        "quantity": _("Quantity"),
        "country": _("Receiving country"),
        "payment": _("Automatic payment"),
    }[field]


def write_expected(fact: ComparedFact) -> str:
    """What the test case says where the order says something else."""
    if fact.is_match or not fact.expected:
        return ""
    if fact.field == "payment":
        return _("The test case does not allow it.")
    return _("The test case says {expected}.").format(expected=fact.expected)


def write_found(fact: ComparedFact) -> str:
    """What the order says."""
    if fact.found:
        return fact.found
    if fact.field == "account" and fact.expected:
        return _("nobody who is known here")
    return _("not known")


def tell_fact(fact: ComparedFact) -> str:
    """A fact in a sentence, for those who hear the window."""
    name = name_fact(fact.field)
    if fact.field == "payment":
        return f"{name}: {fact.found}. {write_expected(fact)}".rstrip()
    if fact.is_match:
        return _("{field} matches the test case").format(field=name)
    if fact.expected:
        return _("{field} differs: the test case says {expected}, the order says {found}").format(
            field=name, expected=fact.expected, found=write_found(fact)
        )
    if fact.found:
        return _("{field}: {found}, with no test case to compare it with").format(field=name, found=fact.found)
    return _("{field} could not be compared").format(field=name)


def write_further(order: OrderState) -> str:
    """What keeps the order beside the four facts, a line each: the loan, the kind of account, what cannot be read."""
    if order.check is None or order.fault is not None or order.check.verdict.reason == "unknown_api":
        return ""
    shown = {fact.field for fact in order.check.facts if write_expected(fact)} | {"test_case"}
    differences = order.check.verdict.differences
    return "\n".join(describe_difference(one) for one in differences if one.field not in shown)


def why_asleep(order: OrderState) -> tuple[str, str]:
    """Why Send does nothing: for the button, in two or three words, and the whole for its tooltip."""
    if order.is_checking:
        return "", _("The order is being compared with the test cases.")
    if order.check is None:
        words = write_heading(order).words
        return _("Cannot be checked"), f"{words.message} {words.hint}".strip()
    verdict = order.check.verdict
    words = _describe(verdict)
    lines = [describe_difference(one) for one in verdict.differences]
    short = {
        "no_active_test_case": _("No active test case"),
        "unclear_request": _("Order unclear"),
        "differs_from_test_case": _("Order differs"),
        "unknown_api": _("Unknown API"),
    }
    if verdict.reason == "no_active_test_case":
        lines = [words.hint]
    return short.get(verdict.reason, ""), "\n".join((words.message, *lines))


def short_reasons() -> tuple[str, ...]:
    """All that the button may say, so that it can keep room for the longest."""
    return _("Cannot be checked"), _("No active test case"), _("Order unclear"), _("Order differs"), _("Unknown API")


def write_result(result: OrderResult) -> tuple[str, Message]:
    """What became of an order: the tone, and the sentence with what to know about it."""
    ids = ", ".join(result.outcome.order_ids)
    matched = _("It matched the test case {case}.").format(case=result.case)
    if result.outcome.state is CaseOrderState.PLACED:
        if result.is_free:
            return "good", Message(_("Order {id} placed, free.").format(id=ids), matched)
        hint = _describe_match(result)
        if result.is_live:
            hint += " " + _("Its amount stays at risk until the ledger shows it settled: cancel it there.")
        return "good", Message(_("Order {id} placed.").format(id=ids), hint)
    if result.outcome.state is CaseOrderState.UNPAID:
        heading = _("Order {id} created, unpaid.").format(id=ids) if ids else _("The order was created, unpaid.")
        said = _("The order exists, and its payment failed: {message}").format(
            message=result.outcome.message or result.outcome.code
        )
        return "warn", Message(heading, said)
    if result.outcome.state is CaseOrderState.EXISTS:
        return "warn", describe_repeated()
    return "warn", _describe_unknown(result)


def _describe_unknown(result: OrderResult) -> Message:
    message = _("The order may exist.")
    if result.can_repeat:
        return Message(
            message,
            _(
                "No answer says whether it was placed. For 24 hours, sent again with the same out_order_id, it counts "
                "as the same order: REPEATED_ORDER_ERROR then means that it exists."
            ),
        )
    return Message(
        message,
        _(
            "No answer says whether it was placed. Look at the buyer's orders before you send it again, or it may be "
            "placed twice."
        ),
    )


def _describe_match(result: OrderResult) -> str:
    if result.active_since is None:
        return _("It matches the test case {case}.").format(case=result.case)
    day = f"{result.active_since.astimezone():%Y-%m-%d}"
    return _("It matches the test case {case}, marked active on {date}.").format(case=result.case, date=day)
