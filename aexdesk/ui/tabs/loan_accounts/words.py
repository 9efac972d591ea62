"""The sentences of the Loan accounts tab, asked late: for accounts, days, sessions, problems."""

from __future__ import annotations

from datetime import datetime

from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.tabs.loan_accounts.state import AccountForm, AccountRow, Keeping, LoanAccountsState, Session
from aexdesk.ui.widgets.countdown import describe_time_left, tone_of_time_left
from aexdesk.wording import Message, describe
from aexdesk.workspace.loan_account import LoanAccountStatus


def name_status(status: LoanAccountStatus) -> str:
    """The word for what the App Console says."""
    return {LoanAccountStatus.ACTIVE: _("Active"), LoanAccountStatus.ENDED: _("Ended")}[status]


def say_deleted(email: str) -> str:
    """What the toast says."""
    return _("{name} is deleted.").format(name=email)


def say_when(at: datetime) -> str:
    """A moment, in the time of this machine."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


# ---------------------------------------------------------------- the list


def name_row(row: AccountRow) -> str:
    """The email, and in words what else is to be known at a glance."""
    email = row.email or (_("New loan account") if row.is_new else row.email)
    return f"{email} · {_('not saved')}" if row.is_unsaved else email


def tone_of_row(row: AccountRow) -> str:
    """Ended accounts step back."""
    return "muted" if row.is_ended else ""


def tone_of_status(row: AccountRow) -> str:
    """The colour of the status."""
    return "muted" if row.is_ended else "good"


def name_until(row: AccountRow) -> str:
    """The last day, or how near it is, or a dash."""
    if row.days_left is not None:
        return _("today") if row.days_left == 0 else _("in {days} d").format(days=row.days_left)
    return row.until.isoformat() if row.until is not None else "–"


def tone_of_until(row: AccountRow) -> str:
    """A day that is past is worth a look, while the account counts as active."""
    if row.is_ended:
        return "muted"
    return "warn" if row.is_past or row.days_left is not None else ""


def explain_until(row: AccountRow) -> str:
    """The last day as a sentence."""
    if row.until is None:
        return _("No last day is noted.")
    if row.is_past:
        return _("The loan ended on {day}; the guard lets no order for it leave.").format(day=row.until.isoformat())
    last = _("The last day of the loan is {day}.").format(day=row.until.isoformat())
    if row.days_left is None:
        return last
    return f"{last} {_('Extend it in the App Console, or borrow another account.')}"


def name_session(session: Session | None, now: datetime) -> str:
    """The time left of a session in a few words; a real one says so first."""
    if session is None:
        return "–"
    left = name_left(session, now)
    return f"{_('REAL')} · {left}" if session.is_real else left


def name_left(session: Session, now: datetime) -> str:
    """The time left, in a few words."""
    if session.until is None:
        return _("no end known")
    return describe_time_left((session.until - now).total_seconds()) or _("over")


def tone_of_session(session: Session | None, now: datetime) -> str:
    """Its colour: amber for a real account, whatever is left."""
    if session is None:
        return "muted"
    if session.is_real:
        return "live"
    return tone_of_time_left((session.until - now).total_seconds()) if session.until is not None else ""


def explain_session(session: Session | None) -> str:
    """Whose session, and until when."""
    if session is None:
        return _("No session: log in as this account.")
    until = say_when(session.until) if session.until is not None else _("unknown")
    kind = _("Session of a REAL ACCOUNT") if session.is_real else _("Session of a test account")
    said = _("{kind} for {app}, until {when}").format(kind=kind, app=session.profile, when=until)
    return f"{said} · {_('bound by hand')}" if session.is_by_hand else said


# ---------------------------------------------------------------- the form


def complain(form: AccountForm, field: str) -> str:
    """What is wrong with a field; "" where nothing is."""
    for problem in form.problems:
        if problem.values.get("field") == field:
            return _say_problem(problem)
    return ""


def _say_problem(problem: AexError) -> str:
    if (problem.code, problem.values.get("field")) == ("field_missing", "email"):
        return _("Copy the buyer's email from the App Console.")
    return join(describe(problem))


def join(words: Message) -> str:
    """What happened and what to do, in one line."""
    return f"{words.message} {words.hint}".strip()


def note_password(form: AccountForm, vault: str, is_persistent: bool) -> str:
    """Where the password is, or will be."""
    if form.entry.password is not None:
        return _("New, and not saved yet.")
    where = _("kept in: {vault}").format(vault=vault) if is_persistent else _("kept in memory, for there is no keyring")
    if form.wants_password:
        return _("For Fill in on the login page; it will be {where}.").format(where=where)
    if form.keeping is Keeping.ASKING:
        return _("Asking the keyring…")
    if form.fault is not None:
        return join(describe(form.fault))
    return _("Stored; {where}.").format(where=where)


def note_until(form: AccountForm) -> str:
    """What a past day means."""
    return _("This day is past: the guard lets no order for the account leave.") if form.is_past else ""


def say_foot(form: AccountForm) -> str:
    """What stands beside Save."""
    if form.is_saving:
        return _("Saving…")
    if not form.pasted or not form.is_dirty:
        return ""
    names = {
        "email": _("email"), "seller": _("seller"), "password": _("password"), "since": _("since"),
        "until": _("until"), "status": _("status"),
    }  # fmt: skip
    found = ", ".join(names[name] for name in form.pasted)
    return _("Filled in: {fields}. Nothing is saved yet.").format(fields=found)


def say_empty(state: LoanAccountsState) -> tuple[str, str, str]:
    """Title, sentence and button where there is no account."""
    title = _("No loan accounts in {environment} yet").format(environment=name_environment(state.environment))
    if state.can_lend:
        sentence = _(
            "A loan account is a test buyer: log in as it, and an order that matches an approved test case is free. "
            "The practice gateway lends you one at once."
        )
        return title, sentence, _("Loan new account")
    sentence = _(
        "A loan account is a test buyer. Borrow one in the App Console, under Common Tools, Loan Test Account; "
        "then note it here, or copy its block and press Paste from App Console."
    )
    return title, sentence, _("Note a loan account")
