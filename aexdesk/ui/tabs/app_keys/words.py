"""The sentences of the App keys tab, asked late: for states, problems, answers and environments."""

from __future__ import annotations

from datetime import datetime

from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.tabs.app_keys.environments_state import EnvironmentForm, EnvironmentRow, Practice
from aexdesk.ui.tabs.app_keys.state import AppKeysState, Check, Keeping, Phase, ProfileForm, ProfileRow
from aexdesk.wording import Message, describe, describe_key_check
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.profile import AppType, KeyCheck

_TONES = {
    "permitted": "good",
    "key_good": "good",
    "not_permitted": "warn",
    "secret_wrong": "bad",
    "key_wrong": "bad",
    "address_not_allowed": "warn",
    "unreachable": "warn",
    "unclear": "warn",
}


def name_app_type(app_type: AppType) -> str:
    """The word for an app type."""
    return {AppType.DROPSHIPPING: _("Dropshipping"), AppType.AFFILIATE: _("Affiliate")}[app_type]


def say_deleted(name: str) -> str:
    """What the toast says."""
    return _("{name} is deleted.").format(name=name)


def say_when(at: datetime) -> str:
    """A moment, in the time of this machine."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


# ---------------------------------------------------------------- the list


def name_row(row: ProfileRow) -> str:
    """The name, and in words what else is to be known at a glance."""
    name = row.name.strip() or (_("New app key") if row.is_new else row.name)
    marks = [_("REAL")] if row.is_real else []
    marks += [_("in use")] if row.is_standing else []
    marks += [_("not saved")] if row.is_unsaved else []
    return " · ".join((name, *marks))


def tone_of_row(row: ProfileRow) -> str:
    """Its colour: amber for the app that real customers use."""
    return "live" if row.is_real else "accent" if row.is_standing else ""


def name_check(check: KeyCheck | None) -> str:
    """The last answer in a word or two."""
    if check is None:
        return "–"
    words = {
        "permitted": _("right"),
        "key_good": _("right"),
        "not_permitted": _("no permission"),
        "secret_wrong": _("secret wrong"),
        "key_wrong": _("key wrong"),
        "address_not_allowed": _("address refused"),
    }
    return words.get(check.code, _("unclear"))


def tone_of_check(check: KeyCheck | None) -> str:
    """Its colour."""
    return "muted" if check is None else _TONES.get(check.code, "warn")


def explain_check(row: ProfileRow) -> str:
    """The last answer as a sentence with its date."""
    if row.last_check is None:
        return _("This key has not been checked yet.")
    answer = describe_key_check(row.last_check.code, row.app_type)
    return f"{answer.message} {say_checked(row.last_check.at)}"


def say_checked(at: datetime | None) -> str:
    """When that was."""
    return _("Checked {when}.").format(when=say_when(at)) if at is not None else ""


# ---------------------------------------------------------------- the form


def complain(form: ProfileForm, field: str) -> str:
    """What is wrong with a field, or what should be looked at again; "" where nothing is."""
    for problem in form.problems:
        if problem.values.get("field") == field:
            return _say_problem(problem)
    return _("There are blanks at the ends; they will not be saved.") if field in form.slips else ""


def _say_problem(problem: AexError) -> str:
    own = {
        ("field_missing", "name"): _("Give it a name, so that you find it again."),
        ("field_missing", "app_key"): _("Copy the app key from the App Console."),
    }
    sentence = own.get((problem.code, str(problem.values.get("field"))))
    return sentence if sentence is not None else join(describe(problem))


def join(words: Message) -> str:
    """What happened and what to do, in one line."""
    return f"{words.message} {words.hint}".strip()


def note_secret(form: ProfileForm, vault: str, is_persistent: bool) -> str:
    """Where the app secret is, or will be."""
    if form.entry.secret is not None:
        return _("New, and not saved yet.")
    if form.wants_secret:
        kept = _("It will be kept in: {vault}.").format(vault=_name_vault(vault)) if is_persistent else _in_memory()
        return (
            f"{_('No app secret is stored.')} {kept}" if form.keeping is Keeping.MISSING and not form.is_new else kept
        )
    if form.keeping is Keeping.ASKING:
        return _("Asking the keyring…")
    if form.fault is not None:
        return join(describe(form.fault))
    return _("Stored in: {vault}.").format(vault=_name_vault(vault)) if is_persistent else _in_memory()


def _in_memory() -> str:
    return _("No keyring is in use: kept in memory, and gone when AExDesk closes.")


def _name_vault(vault: str) -> str:
    return {"memory": _("memory")}.get(vault, vault)


def name_env(what: str) -> str:
    """What an environment variable holds."""
    return {
        "app_key": _("App key"),
        "app_secret": _("App secret"),
        "session": _("Session"),
        "base_url": _("Base URL"),
        "use_test_accounts": _("Test accounts"),
    }[what]


def explain_env(what: str) -> str:
    """The same in a sentence."""
    return {
        "app_key": _("The variable that holds the app key."),
        "app_secret": _("The variable that holds the app secret."),
        "session": _("The variable that holds the session."),
        "base_url": _("The variable that holds the address that your program calls."),
        "use_test_accounts": _("The variable that is true while the session is a test account's."),
    }[what]


def note_env() -> str:
    """What the names are for."""
    return _("Under these names a program that is started with aexdesk exec finds the app key and its session.")


def note_callback() -> str:
    """What must be known of a callback URL."""
    return _("Must equal the one in the App Console to the letter, a slash at the end included.")


# ---------------------------------------------------------------- the check


def say_check(check: Check, app_type: AppType, environment: Environment) -> tuple[Message, str]:
    """What is known of the key, and its tone."""
    if check.phase is Phase.RUNNING:
        where = _("the practice gateway") if not environment.is_live else _("the platform")
        return Message(_("Asking {where} whether key and secret are right…").format(where=where)), "accent"
    if check.phase is Phase.CANCELLED:
        return Message(_("The check was cancelled before its answer came.")), "accent"
    if check.phase is Phase.FAILED and check.fault is not None:
        return describe(check.fault), "warn"
    if check.phase is not Phase.ANSWERED:
        return Message(""), "accent"
    answer = describe_key_check(check.code, app_type, check.detail)
    hint = f"{answer.hint} {say_checked(check.at)}".strip()
    return Message(answer.message, hint), _TONES.get(check.code, "warn")


def is_good(check: Check) -> bool:
    """Whether nothing keeps this app from logging in."""
    return check.phase is Phase.ANSWERED and _TONES.get(check.code) == "good"


# ---------------------------------------------------------------- nothing here


def say_empty(state: AppKeysState) -> tuple[str, str, str, str]:
    """Title, sentence, button and the other button where there is no app key."""
    take = _("Import a .env file…")
    title = _("No app keys in {environment} yet").format(environment=name_environment(state.environment))
    if state.can_take_practice_app:
        sentence = _("Add the app key from your App Console, or start with the practice app.")
        return title, sentence, _("Start with the practice app"), take
    if state.environment.is_live:
        sentence = _("Add the app key from your App Console. Live is read-only.")
        return title, sentence, _("Add an app key"), take
    return title, _("Add the app key from your App Console."), _("Add an app key"), take


# ---------------------------------------------------------------- environments


def explain_environment(environment: Environment) -> str:
    """What an environment is."""
    if environment.is_live:
        return _("The real platform. It is read-only: only calls that read leave.")
    return _("A stand-in for the platform on this machine. Nothing here can cost money.")


def name_environment_row(row: EnvironmentRow) -> str:
    """The name, and in a word what else is to be known at a glance."""
    return (
        f"{name_environment(row.environment)} · {_('not saved')}" if row.is_dirty else name_environment(row.environment)
    )


def name_condition(row: EnvironmentRow) -> str:
    """How an environment is, in a word."""
    return _("read-only") if row.environment.is_live else name_practice(row.practice)


def tone_of_condition(row: EnvironmentRow) -> str:
    """Its colour."""
    return "live" if row.environment.is_live else tone_of_practice(row.practice)


def name_practice(practice: Practice) -> str:
    """How the practice gateway is, in a word."""
    return {
        Practice.RUNNING: _("running"),
        Practice.JOINED: _("running"),
        Practice.STARTING: _("starting…"),
        Practice.TROUBLE: _("not running"),
        Practice.STOPPED: _("not running"),
    }[practice]


def tone_of_practice(practice: Practice) -> str:
    """Its colour."""
    good = practice in (Practice.RUNNING, Practice.JOINED)
    return "good" if good else "bad" if practice is Practice.TROUBLE else "muted"


def complain_of_environment(form: EnvironmentForm, field: str) -> str:
    """What is wrong with a field of an environment."""
    problem = dict(form.problems).get(field)
    return join(describe(problem)) if problem is not None else ""


def name_practice_app() -> str:
    """What the practice app is called where it is new."""
    return _("Practice app")
