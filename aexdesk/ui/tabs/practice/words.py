"""What only the Practice tab says: the gateway, orders and their cost, faults, buyers, calls, what is empty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from aexdesk.faults import AexError
from aexdesk.i18n import _, ngettext
from aexdesk.services.practice_contents import (
    ANY_API,
    PracticeBuyer,
    PracticeCall,
    PracticeCase,
    PracticeFault,
    PracticeOrder,
    PracticeProduct,
)
from aexdesk.ui.outcomes import short_api, write_clock
from aexdesk.ui.tabs.practice.faults_state import FaultKind, FaultSwitch, Slip, limits_of
from aexdesk.ui.tabs.practice.state import Page, PracticeTabState
from aexdesk.wording import describe

NOTHING = "–"


def name_practice_app() -> str:
    """What the practice app is called where it is new."""
    return _("Practice app")


# ---------------------------------------------------------------- the gateway


def name_gateway(state: PracticeTabState) -> str:
    """Who runs it, in a few words."""
    return _("Runs here") if state.practice.is_own else _("Joined")


def explain_gateway(state: PracticeTabState) -> str:
    """The same as a sentence."""
    if state.practice.is_own:
        return _("This window started the practice gateway; it ends with the window.")
    return _("Another program runs the practice gateway; this window uses it too. What is changed here changes there.")


def say_live() -> str:
    """Above all else, in Live."""
    return _("You are in Live. Everything on this tab is the practice gateway on this machine; none of it is Live.")


def say_off(state: PracticeTabState) -> tuple[str, str, str]:
    """Title, sentence and button where no gateway runs."""
    if state.practice.is_starting:
        return _("Practice is starting"), _("The practice gateway starts on this machine."), ""
    trouble = state.practice.trouble
    if trouble is None:
        sentence = _("The practice gateway is a stand-in for the platform on this machine. Start it to see inside.")
        return _("Practice is off"), sentence, _("Start practice")
    button = _("Start on a free port") if is_port_taken(trouble) else _("Start practice")
    return _("Practice is off"), join(trouble), button


def is_port_taken(trouble: AexError | None) -> bool:
    """Whether another port would help."""
    return trouble is not None and trouble.code in ("port_taken", "port_forbidden")


def join(trouble: AexError) -> str:
    """What happened and what to do, in one line."""
    said = describe(trouble)
    return f"{said.message} {said.hint}".strip()


def name_reset(state: PracticeTabState) -> str:
    """The button, before the first press, after it, and after the second."""
    if state.is_resetting:
        return _("Resetting…")
    return _("Reset everything? Press again") if state.is_armed else _("Reset")


def say_reset_done() -> str:
    """What the toast says."""
    return _("The practice gateway is back at its beginning.")


def name_page(page: Page, state: PracticeTabState, faults: int) -> str:
    """The word of a page, with how many things stand there."""
    known = state.known
    word, count = {
        Page.ORDERS: (_("Orders"), len(known.orders)),
        Page.FAULTS: (_("Faults"), faults),
        Page.BUYERS: (_("Buyers"), len(known.buyers)),
        Page.PRODUCTS: (_("Products"), len(known.products)),
        Page.CASES: (_("Test cases"), len(known.cases)),
        Page.LOG: (_("Log"), len(known.calls)),
    }[page]
    return f"{word}  {count}" if state.contents is not None else word


# ---------------------------------------------------------------- orders


def write_money(amount: Decimal, currency: str) -> str:
    """An amount with its currency."""
    return f"{currency} {amount:.2f}"


def name_cost(order: PracticeOrder) -> str:
    """Free, or what it would have cost."""
    if order.is_free:
        return _("free")
    return _("would have cost {money}").format(money=write_money(order.amount, order.currency))


def tone_of_cost(order: PracticeOrder) -> str:
    """Green or red."""
    return "good" if order.is_free else "bad"


def name_charged(charged: Iterable[tuple[str, Decimal]]) -> str:
    """The sum over all orders that were not free; "" where there is none."""
    money = " + ".join(write_money(amount, currency) for currency, amount in charged)
    return _("would have cost {money}").format(money=money) if money else ""


def explain_charged() -> str:
    """What the sum is."""
    return _(
        "The orders that matched no active test case: what they would have cost on the platform. Nothing was paid."
    )


def say_no_order() -> tuple[str, str, str]:
    """Title, sentence and button where there is no order."""
    sentence = _(
        "Orders that are placed on the practice gateway stand here: free, or with what they would have cost. "
        "Build one from a test case."
    )
    return _("No order yet"), sentence, _("Open order tests")


def write_moment(at: datetime | None) -> str:
    """A moment, in the time of this machine."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S") if at is not None else NOTHING


def explain_move(order: PracticeOrder) -> str:
    """Under the order: whether it can go on."""
    if order.next_states:
        return _("On the platform time moves an order; here you can, too.")
    return _("The order has come to its end.")


# ---------------------------------------------------------------- faults


def name_kind(kind: str) -> str:
    """A way of going wrong, in a word or two; one that is unknown here keeps the gateway's own name."""
    words = {
        FaultKind.THROTTLE: _("Throttle"),
        FaultKind.LATENCY: _("Slow answer"),
        FaultKind.ERROR: _("Error code"),
        FaultKind.STATUS: _("HTTP status"),
        FaultKind.RESET: _("Broken connection"),
        FaultKind.TRUNCATE: _("Half an answer"),
        FaultKind.GARBAGE: _("No JSON"),
        FaultKind.ORDER_TIMEOUT: _("Order timeout"),
    }
    known = _kind(kind)
    return words[known] if known is not None else kind


def explain_kind(kind: FaultKind) -> str:
    """What a program sees."""
    return {
        FaultKind.THROTTLE: _("ApiCallLimit: too many calls in a second. Nothing is done."),
        FaultKind.LATENCY: _("The right answer, so many milliseconds late."),
        FaultKind.ERROR: _("An error of your choice. Nothing is done."),
        FaultKind.STATUS: _("An HTML page with this status. Nothing is done."),
        FaultKind.RESET: _("The connection breaks before an answer. Nothing is done."),
        FaultKind.TRUNCATE: _("The call is done; its answer ends in the middle."),
        FaultKind.GARBAGE: _("A page that is no JSON, with status 200. Nothing is done."),
        FaultKind.ORDER_TIMEOUT: _("The order is placed; no answer comes, and the connection breaks."),
    }[kind]


def name_value(kind: FaultKind) -> str:
    """What the field beside a switch holds; "" where there is none."""
    return {
        FaultKind.LATENCY: _("Delay in milliseconds"),
        FaultKind.ERROR: _("Error code"),
        FaultKind.STATUS: _("HTTP status"),
        FaultKind.ORDER_TIMEOUT: _("Milliseconds until the connection breaks"),
    }.get(kind, "")


def name_unit(kind: FaultKind) -> str:
    """What stands behind a number."""
    return _("ms") if kind in (FaultKind.LATENCY, FaultKind.ORDER_TIMEOUT) else ""


def name_api(api: str) -> str:
    """The API of a fault."""
    return _("Any API") if api == ANY_API else api


def complain(row: FaultSwitch) -> str:
    """What is wrong with a row; "" where nothing is."""
    if row.slip is Slip.API:
        return _("There is no API {name}. Choose one of the list.").format(name=row.draft.api)
    if row.slip is Slip.CODE:
        return _("A code is up to 64 letters, digits, dots, dashes and underscores.")
    if row.slip is Slip.NUMBER:
        least, most = limits_of(row.kind)
        return _("Give a whole number from {least} to {most}.").format(least=least, most=most)
    return ""


def name_times(fault: PracticeFault) -> str:
    """How often it is played yet."""
    if fault.is_lasting:
        return _("until off")
    return ngettext("{n} call", "{n} calls", fault.times).format(n=fault.times)


def write_fault_value(fault: PracticeFault) -> str:
    """The value with its unit."""
    kind = _kind(fault.kind)
    unit = name_unit(kind) if kind is not None else ""
    return f"{fault.value} {unit}".strip() or NOTHING


def say_no_fault(is_told: bool) -> str:
    """In place of the list."""
    if not is_told:
        return _("This practice gateway does not tell its faults: it is of another version.")
    return _("No fault waits. Switch one on, or let a test set it: POST /_practice/faults.")


def say_fault_removed(fault: PracticeFault) -> str:
    """What the toast says."""
    return _("The fault {name} is removed.").format(name=name_kind(fault.kind))


def say_faults_removed() -> str:
    """What the toast says."""
    return _("All faults are removed.")


def _kind(kind: str) -> FaultKind | None:
    return next((one for one in FaultKind if one.value == kind), None)


# ---------------------------------------------------------------- the rest


def name_buyer_kind(buyer: PracticeBuyer) -> str:
    """Whether orders can be free."""
    return _("on loan") if buyer.is_loan else _("REAL")


def tone_of_buyer(buyer: PracticeBuyer) -> str:
    """Amber for who would pay, as everywhere."""
    return "good" if buyer.is_loan else "live"


def explain_buyer(buyer: PracticeBuyer) -> str:
    """The same as a sentence."""
    if not buyer.is_loan:
        return _("Stands for a person's own account: its orders are never free.")
    if not buyer.until:
        return _("A loaned test buyer, with no last day.")
    return _("A loaned test buyer, until {day}.").format(day=buyer.until)


def name_until(buyer: PracticeBuyer) -> str:
    """The last day."""
    return buyer.until or NOTHING


def name_ship_to(product: PracticeProduct) -> str:
    """Where it goes."""
    return " ".join(product.ship_to)


def say_nothing_found(state: PracticeTabState) -> str:
    """Under an empty list of products."""
    if state.contents is None or state.products or not state.search.strip():
        return ""
    return _("No product matches “{search}”.").format(search=state.search.strip())


def name_case_state(case: PracticeCase) -> str:
    """The state, in the words of the order tests."""
    words = {"draft": _("draft"), "submitted": _("submitted"), "active": _("active"), "ended": _("ended")}
    return words.get(case.state, case.state)


def tone_of_case(case: PracticeCase) -> str:
    """Only an active one makes orders free."""
    return "good" if case.is_active else "muted"


def name_verdict(call: PracticeCall) -> str:
    """What became of a call."""
    words = {"ok": _("ok"), "refused": _("refused"), "disturbed": _("disturbed")}
    return words.get(call.verdict, call.verdict)


def tone_of_call(call: PracticeCall) -> str:
    """Red for what was refused, amber for what a fault disturbed."""
    return {"refused": "bad", "disturbed": "warn"}.get(call.verdict, "")


def write_time(call: PracticeCall) -> str:
    """The time of day of this machine, to the millisecond."""
    return write_clock(call.at)


def explain_call(call: PracticeCall) -> str:
    """All that a line of the log stands for."""
    parts = (f"{call.at.astimezone():%Y-%m-%d} {write_time(call)}", call.api, name_verdict(call), call.error_code)
    return " · ".join(part for part in parts if part)


def name_call(call: PracticeCall) -> str:
    """The API, or what stands for one that was not named."""
    return short_api(call.api) or NOTHING


def say_log(state: PracticeTabState) -> str:
    """Beside the button: whether it runs on."""
    if state.held is None:
        return _("Following: the newest call stands on top.")
    new = state.waiting_calls
    if not new:
        return _("Paused.")
    return ngettext("Paused; {n} call has come since.", "Paused; {n} calls have come since.", new).format(n=new)


def say_no_call() -> str:
    """In place of the log."""
    return _("No call has come yet. Whatever calls the practice gateway stands here at once.")
