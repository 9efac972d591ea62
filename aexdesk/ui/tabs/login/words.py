"""The sentences of the Login tab, asked late: for steps, the page, what went wrong, the session."""

from __future__ import annotations

from datetime import datetime

from aexdesk.faults import AexError, PlatformError
from aexdesk.i18n import _
from aexdesk.openplatform.envelope import CallError
from aexdesk.ui.frame.names import host_of, name_environment
from aexdesk.ui.tabs.login.state import BUSY, LoginRun, LoginState, Phase, SessionCard
from aexdesk.ui.widgets.countdown import describe_time_left
from aexdesk.wording import Message, describe
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.token import NOBODY, Binding, Token


def say_when(at: datetime) -> str:
    """A moment, in the time of this machine."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def say_signed_out(account: str) -> str:
    """What the toast says."""
    return _("{account} is signed out. The token is deleted here; at the platform it ends by itself.").format(
        account=account
    )


def join(said: Message) -> str:
    """What happened and what to do, in one line."""
    return f"{said.message} {said.hint}".strip()


# ---------------------------------------------------------------- the account


def name_account(account: LoanAccount) -> str:
    """A line of the choice."""
    return account.email


def name_nobody() -> str:
    """The choice of one's own account."""
    return _("No loan account (your own)")


def note_account(state: LoginState) -> str:
    """What the choice means."""
    if not state.accounts:
        return _("No loan account is noted in {environment} yet.").format(
            environment=name_environment(state.environment)
        )
    if not state.account:
        return _("The token will count as a real account's: calls with it can cost money.")
    return _("The token must be this account's; another one is not used before you have seen it.")


# ---------------------------------------------------------------- the steps


def say_url_note(state: LoginState) -> str:
    """What is wrong with the way, or a warning about it."""
    if state.way.fault is not None:
        return join(describe(state.way.fault))
    if state.way.is_own_server:
        return _(
            "The callback is a server of your own ({host}). Outside this window it may use the code first; "
            "here the callback is caught before anything reaches it."
        ).format(host=host_of(state.way.callback_url))
    return ""


def say_fill(state: LoginState) -> tuple[str, str]:
    """The button's text, and why it cannot be pressed ("" where it can)."""
    if state.page.fill_origin:
        text = _("Fill in at {host}").format(host=host_of(state.page.fill_origin))
    else:
        text = _("Fill in")
    if state.run.phase is not Phase.PAGE:
        return text, _("Open the login page first.")
    if not state.account:
        return text, _("No loan account is chosen.")
    hindrance = {
        "": "",
        "no_page": _("The page is loading."),
        "elsewhere": _("This page is none of the platform's login pages."),
        "no_field": _("This page has no field for email or password."),
    }[state.page.fill_hindrance]
    return text, hindrance


def say_filled(state: LoginState) -> str:
    """What Fill in did."""
    return {
        "": "",
        "filled": _("Email and password are filled in. Sending is yours."),
        "email_only": _("The email is filled in; no password is stored for this account."),
        "no_field": _("The page has no field for email or password any more."),
        "elsewhere": _("The page went on meanwhile. Nothing was filled in."),
    }[state.filled]


def say_log_in(state: LoginState) -> str:
    """The second step, as it goes."""
    return {
        Phase.PAGE: _("Log in and allow the access. Captcha, slider and codes are yours."),
        Phase.WAITING: _("Waiting for the system's browser to come back."),
    }.get(state.run.phase, "")


def say_code(state: LoginState, seconds_left: float) -> str:
    """The third step: the code and its time."""
    if state.run.phase is Phase.DONE:
        return _("Exchanged.")
    if state.run.code_until is None:
        return _("Good for three minutes, once. It is exchanged at once.")
    left = describe_time_left(seconds_left)
    return _("Good for {left} more.").format(left=left) if left else _("Its three minutes are over.")


def say_token(state: LoginState) -> str:
    """The fourth step."""
    return {
        Phase.EXCHANGING: _("Exchanging the code…"),
        Phase.KEEPING: _("Keeping the token…"),
        Phase.DONE: _("Kept, and in use."),
    }.get(state.run.phase, "")


def how_far(run: LoginRun) -> int:
    """How many of the four steps are done."""
    if run.phase is Phase.DONE:
        return 4
    if run.code_until is not None:
        return 3
    return 1


def is_at_work(state: LoginState) -> bool:
    """Whether nothing may be begun now."""
    return state.run.phase in BUSY


# ---------------------------------------------------------------- the right side


def say_empty(state: LoginState) -> tuple[str, str, str]:
    """Title, sentence and button where nothing is open. The button that opens the page stands at the left."""
    if state.profile is None:
        return (
            _("No app key to log in with"),
            _("A login gives an app a session. Add the app key from your App Console first."),
            _("Go to App keys"),
        )
    if state.way.fault is not None:
        said = describe(state.way.fault)
        return said.message, said.hint, _("Go to App keys")
    return (
        _("Get a session for {profile}").format(profile=state.profile.name),
        _("The login page opens here, in a browser that forgets everything afterwards."),
        "",
    )


def say_missing(reason: str) -> Message:
    """Why there is no embedded browser."""
    message = {
        "not_installed": _("The embedded browser is not installed."),
        "library": _("The embedded browser cannot start: a library of the system is missing."),
        "root": _("The embedded browser does not run as root."),
    }[reason]
    return Message(message, _("Log in with the system's browser, or paste the redirected URL."))


def say_working(state: LoginState) -> tuple[str, str]:
    """Title and sentence while something runs."""
    if state.run.phase is Phase.WAITING:
        if state.system_browser_failed:
            return (
                _("Waiting for a browser to come back"),
                _("The system opened none. Copy the authorize URL into a browser on this machine."),
            )
        return (
            _("Waiting for the system's browser"),
            _("Log in there and allow the access; it comes back to AExDesk by itself."),
        )
    if state.run.phase is Phase.KEEPING:
        return _("Keeping the token"), _("It goes into the keyring.")
    return _("Exchanging the code"), _("The platform gives a token for it.")


def say_failure(run: LoginRun) -> Message:
    """Why the login failed."""
    assert run.fault is not None
    said = describe(run.fault)
    if run.can_retry and run.fault.code == "practice_off":
        return Message(said.message, _("Start it again, then try again while the code is good."))
    return said


def error_for_book(fault: AexError | None) -> CallError | None:
    """What the error book can be asked about: the platform's word, not ours."""
    if not isinstance(fault, PlatformError):
        return None
    told = {name: str(fault.values.get(name) or "") for name in ("message", "sub_code", "sub_message")}
    return CallError("platform", fault.code, told["message"], "", told["sub_code"], told["sub_message"])


def say_end(state: LoginState) -> Message | None:
    """How the last login ended, where it gave no token and did not fail."""
    if state.run.phase is Phase.CLOSED:
        return Message(_("The login page was closed before it gave a code."), _("Nothing was kept. Open it again."))
    if state.run.phase is Phase.DISCARDED:
        return Message(_("The token was discarded."), _("Nothing was kept. Log in again as the loaned buyer."))
    return None


def say_other_account(run: LoginRun) -> tuple[str, str, str]:
    """Heading, what happened, and what the two buttons do."""
    if not run.is_named:
        return _say_nameless(run)
    other = run.other_account
    if run.wanted_account:
        happened = _("The token is of {other}, not of the loan account {wanted}.").format(
            other=other, wanted=run.wanted_account
        )
    else:
        happened = _("The token is of {other}, and no loan account was chosen.").format(other=other)
    explained = _(
        "Nothing is bound yet, and no call has used it. Orders with a real account cost real money. Discard it, "
        "unless you mean to work as this account."
    )
    return _("REAL ACCOUNT"), happened, explained


def _say_nameless(run: LoginRun) -> tuple[str, str, str]:
    told = _("It told {other} alone.").format(other=run.other_account) if run.other_account else ""
    happened = f"{_('The platform does not say whose token this is.')} {told}".rstrip()
    if run.wanted_account:
        explained = _(
            "If you logged in as {wanted}, bind it by hand: the window then shows that it is your word. With the token "
            "of another account under this name, an order could cost real money. In doubt, discard it."
        ).format(wanted=run.wanted_account)
    else:
        explained = _(
            "It can be kept bound to nobody: calls that read work, and no order leaves with it until you bind it to a "
            "loan account by hand."
        )
    return _("ACCOUNT NOT NAMED"), happened, explained


def name_keep(run: LoginRun) -> tuple[str, str]:
    """The button that keeps the token without a loan account, and what it does."""
    if run.is_named:
        return _("Keep as real"), _("Keep it, marked as a real account wherever it appears")
    return _("Keep unbound"), _("Keep it, bound to nobody; no order leaves with it")


def name_bind(account: str) -> str:
    """The button that takes the user's word."""
    return _("Bind by hand to {account}").format(account=account)


# ---------------------------------------------------------------- the session


def name_kind(token: Token) -> tuple[str, str]:
    """Test or real, and the tone of it; what may be a real account's is amber too."""
    if not token.is_bound:
        return _("ACCOUNT UNKNOWN"), "live"
    return (_("REAL ACCOUNT"), "live") if token.is_real else (_("Test account"), "good")


def name_owner(token: Token) -> str:
    """Whose it is."""
    return token.account if token.account != NOBODY else _("Account not named by the platform")


def say_binding(token: Token) -> str:
    """How it is known whose it is, where the platform did not tell."""
    if not token.is_bound:
        return _("Bound to no account: the platform did not say whose it is. No order leaves with it.")
    if token.binding is Binding.BY_HAND:
        return _("Bound by hand: that it is this account's is your word, not the platform's.")
    return ""


def say_refresh(card: SessionCard) -> str:
    """The button."""
    return _("Refreshing…") if card.is_refreshing else _("Refresh now")


def say_end_of(at: datetime | None) -> str:
    """Until when something is good."""
    return say_when(at) if at is not None else _("unknown")


def say_left(at: datetime | None, seconds_left: float) -> tuple[str, str]:
    """The time left, and its tone."""
    if at is None:
        return "", ""
    left = describe_time_left(seconds_left)
    return (_("{left} left").format(left=left), "") if left else (_("over"), "bad")
