"""The sentences of importing, of the App Console's checklist and of answers on orders, asked late."""

from __future__ import annotations

from collections.abc import Iterator

from aexdesk.i18n import _, ngettext
from aexdesk.services.case_import import TableRow
from aexdesk.services.order_inquiries import OrderDetails, OrderQuestion, Parcel
from aexdesk.ui.tabs.order_tests.countries import name_country
from aexdesk.ui.tabs.order_tests.more_state import Answered, Checklist, ChecklistStep, Importing
from aexdesk.ui.tabs.order_tests.words import field_labels, join, say_when
from aexdesk.wording import Message, describe

_MOST_SIGHTINGS = 5
_DAY_S, _HOUR_S = 86_400, 3_600


# ---------------------------------------------------------------- a file of cases


def say_order(row: TableRow) -> str:
    """Where the row's order goes, and what it is."""
    draft = row.draft
    if draft is None:
        return "–"
    return f"{draft.country} · {draft.quantity} × {draft.item_id}"


def say_faults(row: TableRow) -> str:
    """What is wrong with the row, or that nothing is."""
    return " ".join(join(describe(fault)) for fault in row.faults) or _("Can be imported")


def say_import(importing: Importing) -> str:
    """What the file holds, and what saving does."""
    plan = importing.plan
    if importing.is_busy:
        return _("Reading…") if plan is None else _("Saving…")
    if plan is None:
        return ""
    count = len(plan.table.rows)
    if plan.fault_count:
        return ngettext(
            "{bad} of {count} row cannot be imported. Correct it in the file and choose it again.",
            "{bad} of {count} rows cannot be imported. Correct them in the file and choose it again.",
            count,
        ).format(bad=plan.fault_count, count=count)
    said = [
        ngettext(
            "{count} test case will be added, as a draft.", "{count} test cases will be added, as drafts.", count
        ).format(count=count)
    ]
    if plan.strangers:
        accounts = ", ".join(plan.strangers[:3]) + ("…" if len(plan.strangers) > len(plan.strangers[:3]) else "")
        said.append(_("Not among your loan accounts: {accounts}.").format(accounts=accounts))
    if plan.table.unknown:
        said.append(_("Columns left out: {columns}.").format(columns=", ".join(plan.table.unknown)))
    return " ".join(said)


# ---------------------------------------------------------------- the checklist


def name_step(step: ChecklistStep) -> str:
    """What is to be done."""
    own = {
        "log_in": _("Log in to the App Console"),
        "open_form": _("Open Common Tools, Order Testing, and begin a new test case"),
        "send": _("Send the form there"),
    }
    return own.get(step.key) or field_labels()[step.key]


def say_value(step: ChecklistStep) -> str:
    """What is typed there; a country with its name."""
    name = name_country(step.value) if step.key == "country" else ""
    return f"{step.value} ({name})" if name else step.value


def say_filled(step: ChecklistStep) -> str:
    """How filling it in went."""
    return {
        "filled": _("Filled in"),
        "missing": _("No field with this label was found: copy it over"),
        "ambiguous": _("Several fields have this label: copy it over"),
        "refused": _("The page did not take it: look at the field"),
        "elsewhere": _("The page that is shown is not the App Console"),
    }.get(step.filled, "")


def tone_of_filled(step: ChecklistStep) -> str:
    """Its colour."""
    return {"": "", "filled": "good"}.get(step.filled, "warn")


def say_left(checklist: Checklist) -> str:
    """What is left to do, or that nothing is."""
    if checklist.is_filling:
        return _("Filling in…")
    left = checklist.left
    if left:
        return ngettext(
            "{count} step is not ticked yet. AExDesk fills in and copies; it never sends the form.",
            "{count} steps are not ticked yet. AExDesk fills in and copies; it never sends the form.",
            left,
        ).format(count=left)
    return _("All is done there: mark the test case as submitted.")


def say_no_page(missing: str) -> Message:
    """Why the App Console cannot be shown beside the list."""
    hint = _("Open it in the system's browser, and copy each field over.")
    if not missing:
        return Message("")
    known = {
        "not_installed": _("The embedded browser is not installed."),
        "library": _("A library that the embedded browser needs is missing."),
        "root": _("The embedded browser does not run as root."),
    }
    return Message(known.get(missing, _("There is no embedded browser here.")), hint)


# ---------------------------------------------------------------- answers on an order


def say_answer(answered: Answered) -> str:
    """What came, line by line."""
    if answered.is_running:
        return _("Asking…")
    if answered.fault is not None:
        return join(describe(answered.fault))
    answer = answered.answer
    if answer is None:
        return ""
    if answer.details is not None:
        return "\n".join(_lines_of_details(answer.details))
    return "\n".join(line for parcel in answer.parcels for line in _lines_of_parcel(parcel)) or _(
        "No tracking yet: the order has not been shipped."
    )


def name_question(question: OrderQuestion) -> str:
    """What was asked."""
    return {OrderQuestion.DETAILS: _("Order get"), OrderQuestion.TRACKING: _("Tracking")}[question]


def _lines_of_details(details: OrderDetails) -> Iterator[str]:
    yield " · ".join(part for part in (details.status, details.logistics_status) if part)
    if details.amount:
        yield _("Amount {amount}").format(amount=details.amount)
    if details.created:
        yield _("Created {time}, in the platform's time").format(time=details.created)
    if details.paid:
        yield _("Paid {time}").format(time=details.paid)
    elif (within := _say_within(details.pays_within)) != "":
        yield within
    if details.end_reason:
        yield _("Ended: {reason}").format(reason=details.end_reason)
    for number, service in details.parcels:
        yield _("Parcel {number} · {service}").format(number=number or "–", service=service or "–")


def _say_within(seconds: str) -> str:
    """How long after its creation the order waits for its payment."""
    if not (seconds.isascii() and seconds.isdigit() and int(seconds[:9])):
        return ""
    days, rest = divmod(int(seconds[:9]), _DAY_S)
    return _("Not paid; it ends {days} d {hours} h after its creation").format(days=days, hours=rest // _HOUR_S)


def _lines_of_parcel(parcel: Parcel) -> Iterator[str]:
    yield " · ".join(part for part in (parcel.carrier, parcel.number) if part) or _("A parcel")
    if parcel.expected is not None:
        yield _("Expected {day}").format(day=parcel.expected.astimezone().date().isoformat())
    for seen in parcel.sightings[:_MOST_SIGHTINGS]:
        at = say_when(seen.at, with_year=False) if seen.at is not None else "–"
        yield f"{at} {seen.name or seen.told}".strip()
