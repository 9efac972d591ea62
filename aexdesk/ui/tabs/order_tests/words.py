"""The sentences of the Order tests tab, asked late: for cases, their states, fields and what comes next."""

from __future__ import annotations

from datetime import datetime

from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.tabs.order_tests.countries import name_country
from aexdesk.ui.tabs.order_tests.entry import Entry
from aexdesk.ui.tabs.order_tests.state import CaseForm, CaseRow, CasesState
from aexdesk.wording import Message, describe
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCaseState

_STATE_TONES = {
    OrderTestCaseState.DRAFT: "",
    OrderTestCaseState.SUBMITTED: "accent",
    OrderTestCaseState.ACTIVE: "good",
    OrderTestCaseState.ENDED: "warn",
}


def name_state(state: OrderTestCaseState) -> str:
    """How far a case has come, in a word."""
    return {
        OrderTestCaseState.DRAFT: _("draft"),
        OrderTestCaseState.SUBMITTED: _("submitted"),
        OrderTestCaseState.ACTIVE: _("active"),
        OrderTestCaseState.ENDED: _("ended"),
    }[state]


def tone_of_state(state: OrderTestCaseState) -> str:
    """Its colour."""
    return _STATE_TONES[state]


def explain_state(state: OrderTestCaseState) -> str:
    """What that means."""
    return {
        OrderTestCaseState.DRAFT: _("The App Console does not know it yet."),
        OrderTestCaseState.SUBMITTED: _("The App Console has it and has not approved it yet."),
        OrderTestCaseState.ACTIVE: _("Approved: orders that match it may leave."),
        OrderTestCaseState.ENDED: _("Rejected, expired or withdrawn: no order leaves for it."),
    }[state]


def say_when(at: datetime, *, with_year: bool = True) -> str:
    """A moment, in the time of this machine."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M" if with_year else "%m-%d %H:%M")


def say_deleted(name: str) -> str:
    """What the toast says."""
    return _("{name} is deleted.").format(name=name)


# ---------------------------------------------------------------- the list


def name_row(row: CaseRow) -> str:
    """The name, and in words what else is to be known at a glance."""
    name = row.name.strip() or (_("New test case") if row.is_new else row.name)
    return f"{name} · {_('not saved')}" if row.is_unsaved else name


def say_empty(state: CasesState) -> tuple[str, str, str]:
    """Title, sentence and button where there is no test case."""
    title = _("No order test cases in {environment} yet").format(environment=name_environment(state.environment))
    if not state.accounts:
        sentence = _(
            "An order that is described here, and approved, is a test. It belongs to a loan account, and none is noted"
            " yet: begin with one."
        )
        return title, sentence, _("Add a loan account")
    if state.environment.is_live:
        sentence = _("Describe the order as the App Console wants it, have it approved there, then build it here.")
    else:
        sentence = _("Describe the order, let the practice gateway approve it, then build it. It costs nothing.")
    return title, sentence, _("New test case")


# ---------------------------------------------------------------- the form


def field_labels() -> dict[str, str]:
    """The App Console's own words, in its order."""
    return {
        "name": _("Test Case Name"),
        "loan_account_email": _("Loan Account Email"),
        "item_id": _("Item ID"),
        "quantity": _("Quantity"),
        "country": _("Receiving countries/Region"),
        "reason": _("Reason for Application"),
    }


def write_block(entry: Entry) -> str:
    """All fields as lines, to be pasted where somebody wants them."""
    labels = field_labels()
    country = name_country(entry.country)
    values = {
        "name": entry.name.strip(),
        "loan_account_email": entry.loan_account_email.strip(),
        "item_id": entry.item_id.strip(),
        "quantity": entry.quantity.strip(),
        "country": f"{entry.country} ({country})" if country else entry.country,
        "reason": entry.reason.strip(),
    }
    return "\n".join(f"{label}: {values[field]}".rstrip() for field, label in labels.items())


def complain(form: CaseForm, field: str) -> str:
    """What is wrong with a field; "" where nothing is."""
    problem = next((problem for problem in form.problems if problem.values.get("field") == field), None)
    return _say_problem(problem) if problem is not None else ""


def _say_problem(problem: AexError) -> str:
    own = {
        ("field_missing", "name"): _("Give it a name; the App Console asks for one."),
        ("field_missing", "loan_account_email"): _("Choose the loan account that will order."),
        ("field_missing", "item_id"): _("Give the item ID, or paste the link of the product page."),
        ("field_missing", "country"): _("Choose where the order goes."),
    }
    sentence = own.get((problem.code, str(problem.values.get("field"))))
    return sentence if sentence is not None else join(describe(problem))


def join(words: Message) -> str:
    """What happened and what to do, in one line."""
    return f"{words.message} {words.hint}".strip()


def note_account(form: CaseForm, accounts: tuple[LoanAccount, ...]) -> str:
    """What must be known of the account that is chosen."""
    if not accounts:
        return _("No loan account is noted here. Add one under Loan accounts.")
    email = form.entry.loan_account_email
    if email and all(account.email != email for account in accounts):
        return _("This account is not among your loan accounts any more.")
    return ""


def note_item(form: CaseForm) -> str:
    """Where the item ID came from."""
    return _("Taken from the product link that you pasted.") if form.is_from_url else ""


def name_payment() -> str:
    """The box that lets orders be paid by themselves."""
    return _("May be paid automatically")


def explain_payment(is_allowed: bool) -> str:
    """What the box means."""
    if is_allowed:
        return _("In Live an order with try_to_pay takes the buyer's money at once, unless the platform makes it free.")
    return _("In Live an order that asks for automatic payment (try_to_pay) is refused.")


def warn_of_change(form: CaseForm) -> Message:
    """What saving does to a case that has left the draft."""
    if not form.changes_facts or form.state is OrderTestCaseState.DRAFT:
        return Message("")
    return Message(
        _("Saving makes this test case a draft again."),
        {
            OrderTestCaseState.SUBMITTED: _(
                "The App Console was told another account, item, quantity or country. Submit it once more afterwards."
            ),
            OrderTestCaseState.ACTIVE: _(
                "The App Console approved another account, item, quantity or country. Until it approves these, no "
                "order leaves."
            ),
        }.get(form.state, ""),
    )


# ---------------------------------------------------------------- what comes next


def name_submit(is_live: bool) -> str:
    """The button of a draft."""
    return _("Mark as submitted") if is_live else _("Submit")


def name_approve(is_live: bool) -> str:
    """The button of what was submitted."""
    return _("Mark as active") if is_live else _("Approve")


def say_next(state: CasesState, form: CaseForm) -> str:
    """The next step, in a sentence."""
    is_live = state.environment.is_live
    if form.is_dirty:
        return _("Save it first.") if not form.problems else _("Fill in the form, then save it.")
    if form.state is not OrderTestCaseState.ACTIVE:
        return _say_way(form.state, is_live)
    since = _("Active since {when}.").format(when=say_when(form.activated_at)) if form.activated_at else _("Active.")
    if not state.has_profile:
        return f"{since} {_('Orders are sent as an app: add an app key first.')}"
    return f"{since} {_('Build the order as {profile}.').format(profile=state.profile_name)}"


def _say_way(state: OrderTestCaseState, is_live: bool) -> str:
    """How a case comes to be active."""
    if state is OrderTestCaseState.ENDED:
        return _("It has ended: nothing can be ordered for it. Begin it again as a draft, or duplicate it.")
    if state is OrderTestCaseState.SUBMITTED:
        in_live = _("When the App Console shows it as approved, mark it as active.")
        return in_live if is_live else _("In practice you are the one who approves: press Approve.")
    in_live = _(
        "Type it into the App Console (Common Tools, Order Testing): Copy all takes every field. Then mark it as "
        "submitted."
    )
    return in_live if is_live else _("In practice the gateway stands for the App Console: submit it there.")


def ask_approval() -> Message:
    """What only the person can see."""
    return Message(
        _("Does the App Console show this test case as approved?"),
        _("From then on orders that match it leave. Whether the platform charges for them is the platform's word."),
    )
