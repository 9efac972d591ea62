"""Errors in words: what happened, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from aexdesk.faults import AexError, PlatformError
from aexdesk.i18n import _, counted
from aexdesk.wording.body_errors import body_words
from aexdesk.wording.collection_errors import collection_words
from aexdesk.wording.console_errors import console_words
from aexdesk.wording.env_errors import env_words
from aexdesk.wording.export_errors import export_words
from aexdesk.wording.history_errors import history_words
from aexdesk.wording.import_errors import import_words
from aexdesk.wording.live_words import live_words
from aexdesk.wording.loan_errors import loan_words
from aexdesk.wording.login_errors import login_words
from aexdesk.wording.message import Message
from aexdesk.wording.order_errors import order_words
from aexdesk.wording.pasted_errors import pasted_words
from aexdesk.wording.picture_errors import picture_words
from aexdesk.wording.proxy_errors import proxy_words
from aexdesk.wording.reasons import WORDED, word_reason
from aexdesk.wording.update_errors import update_words


def describe(error: BaseException) -> Message:
    """The words for any error; one that nobody expected is named by its class alone, never by its text."""
    if not isinstance(error, AexError):
        return Message(
            _("Something went wrong inside AExDesk ({kind}).").format(kind=type(error).__name__),
            _("Nothing was lost that had been saved. The log has the details, without secrets."),
        )
    words = _words().get(error.code)
    if words is None and isinstance(error, PlatformError):
        told = error.values.get("message")
        return Message(_("The platform answered with the error {code}.").format(code=error.code), str(told or ""))
    if words is None:
        return Message(_("This failed: {code}.").format(code=error.code))
    values = _Values(error.values)
    return Message(words.message.format_map(values), words.hint.format_map(values))


def describe_code(code: str, told: str, path: str = "") -> str:
    """The words for an error of which only its code and one value are left, as a run keeps it of a step or a check."""
    words = _words().get(code)
    if words is None:
        return f"{code} {told}".strip()
    values = _Values({"name": told, "path": path or told, "reason": told, "host": _("The host")})
    text = f"{words.message} {words.hint}".strip()
    said = f"{words.message.format_map(values)} {words.hint.format_map(values)}".strip()
    return said if "{" in text or not told else f"{said} {told}"


class _Values(dict[str, object]):
    """Values for a sentence; one that is missing shows as a dash rather than breaking the sentence."""

    def __init__(self, values: Mapping[str, object]) -> None:
        given = {name: "" if value is None else value for name, value in values.items()}
        given |= {name: word_reason(str(given[name])) for name in WORDED if given.get(name)}
        super().__init__({"name": given["id"], **given} if "id" in given else given)  # an id is a name, if a poor one

    def __missing__(self, key: str) -> str:
        return "–"


def _words() -> Mapping[str, Message]:
    return (
        _input()
        | _network()
        | _vault()
        | _storage()
        | _platform()
        | loan_words()
        | login_words()
        | order_words()
        | live_words()
        | import_words()
        | console_words()
        | env_words()
        | pasted_words()
        | proxy_words()
        | collection_words()
        | body_words()
        | export_words()
        | history_words()
        | picture_words()
        | update_words()
    )


def _input() -> dict[str, Message]:
    return {
        "field_missing": Message(_("{field} is missing."), _("Fill it in.")),
        "name_taken": Message(_("The name {name} is in use already."), _("Choose another name.")),
        "email_taken": Message(_("{name} is noted already."), _("Change the one that is there.")),
        "tour_folder_used": Message(
            _("The folder {path} is in use."),
            _("The tour takes a new or an empty one; without --home it makes its own."),
        ),
        "unknown_profile": Message(_("There is no profile {name}."), _("See the list of profiles for the names.")),
        "unknown_environment": Message(_("There is no environment {name}."), _("Use practice or live.")),
        "environment_kind_fixed": Message(
            _("The environment {name} cannot become one of another kind."), _("Practice and Live never mix.")
        ),
        "unknown_support_case": Message(_("There is no support case {id}."), _("It may have been deleted.")),
        "mixed_environments": Message(
            _("These calls belong to different environments."), _("Ask about those of one environment.")
        ),
        "unknown_exchange": Message(_("The history holds no exchange {id}."), _("It may have been deleted.")),
        "app_secret_missing": Message(
            _("No app secret is stored for {name}."), _("Enter it again: the App Console shows it.")
        ),
        "bad_callback_url": Message(
            _("The callback URL is not a URL."), _("Copy it from the App Console, to the letter.")
        ),
        "bad_email": Message(_("{found} is not an email address."), _("Copy the loan account's email.")),
        "bad_item_id": Message(_("{found} is not an item ID."), _("An item ID is a number of up to 20 digits.")),
        "bad_quantity": Message(_("{found} is not a quantity."), _("Give a whole number from 1 to 10000.")),
        "bad_country": Message(
            _("{found} is not a country code."),
            _("Give two capital letters, such as US, as the order will carry them."),
        ),
        "bad_url": Message(
            _("{found} is not a base URL."),
            _("Give http:// or https:// and a host, and no path behind it that ends in a slash."),
        ),
        "bad_path": Message(_("{found} is not a path."), _("A path begins with a slash.")),
        "practice_not_loopback": Message(
            _("Practice stays on this machine, and {found} is elsewhere."),
            _("Use 127.0.0.1; change the Live environment for other hosts."),
        ),
        "live_without_tls": Message(
            _("Live without TLS would send secrets in the open."), _("Use an https:// address.")
        ),
        "unknown_sign_method": Message(_("The sign method {name} is unknown."), _("Use one of: {known}.")),
        "unknown_http_method": Message(_("The HTTP method {name} cannot be used."), _("Use GET or POST.")),
        "parameter_twice": Message(_("The parameter {name} is given twice."), _("Give it once.")),
        "not_utf8": Message(_("The text holds half a character."), _("Type or copy it again.")),
        "text_not_unicode": Message(_("The text holds half a character."), _("Type or copy it again.")),
        "secret_empty": Message(_("The secret is empty."), _("Copy it again.")),
        "secret_multiline": Message(_("The secret has more than one line."), _("Copy it again, without the line end.")),
        "secret_too_long": Message(
            counted(
                "The secret has {length} character; a keyring holds {limit}.",
                "The secret has {length} characters; a keyring holds {limit}.",
                "length",
            ),
            _("Copy the secret alone."),
        ),
        "environment_variable_missing": Message(
            _("The environment variable {name} is not set."), _("Set it, or use --secret-stdin.")
        ),
        "bad_parameter": Message(_("{found} is not a parameter."), _("Write name=value.")),
        "file_unreadable": Message(_("{path} cannot be read: {reason}."), _("Check the path and its permissions.")),
        "bad_json": Message(
            _("{path} is not the JSON that is wanted: {reason}."), _("Give one object of names and values.")
        ),
        "bad_time": Message(_("{found} is not a time."), _("Write it like 2026-01-31 or 2026-01-31T12:00:00Z.")),
        "not_found": Message(_("There is no {name}."), _("See the list for the names.")),
    }


def _network() -> dict[str, Message]:
    return {
        "port_taken": Message(
            _("Port {port} is taken by another program."),
            _("End that program, or let the practice gateway use a free port."),
        ),
        "practice_off": Message(
            _("The practice gateway is not running. Nothing was sent."),
            _("Start it again: App keys shows it under the environments."),
        ),
        "port_out_of_range": Message(_("{port} is no port."), _("Give a number from 0 to 65535.")),
        "port_forbidden": Message(_("Port {port} may not be used."), _("Use a port above 1023.")),
        "connect_failed": Message(
            _("{host} does not answer: {reason}."), _("Check the address, and that what should answer there runs.")
        ),
        "connect_timeout": Message(
            _("{host} could not be reached in time."), _("Check the network and the proxy settings.")
        ),
        "silent": Message(
            _("{host} took the call and then said nothing."),
            _("The call may have been carried out: look before you send it again."),
        ),
        "host_unknown": Message(
            _("The name of {host} cannot be found."), _("Check the address, the network and the name server.")
        ),
        "tls_failed": Message(
            _("The connection to {host} is not safe: {reason}."),
            _("A proxy with a certificate of its own may be in between; nothing was sent."),
        ),
        "proxy_failed": Message(_("The HTTP proxy refused: {reason}."), _("Check the system's proxy settings.")),
        "connection_lost": Message(
            _("The connection to {host} broke in the middle."),
            _("The call may have been carried out: look before you send it again."),
        ),
        "not_json": Message(
            _("What answered did not answer as the platform does: this is no JSON."),
            _("A proxy or a login page may be in between. The answer is kept: look at it in the history."),
        ),
        "led_elsewhere": Message(
            _("{host} leads calls on to another address: {reason}. Nothing was sent there."),
            _("Correct the environment's address if it has moved; else a proxy or a login page may be in between."),
        ),
        "answer_endless": Message(
            _("The answer of {host} came to no end and was given up."),
            _("The call may have been carried out: look before you send it again."),
        ),
        "bad_encoding": Message(_("The answer of {host} cannot be unpacked."), _("Try again.")),
        "cancelled": Message(
            _("Cancelled before the answer came."),
            _("The call may have been carried out: look before you send it again."),
        ),
    }


def _vault() -> dict[str, Message]:
    return {
        "vault_missing": Message(
            _("No keyring was found on this system."),
            _("Secrets are not stored. Install and start a Secret Service (GNOME Keyring or KWallet)."),
        ),
        "vault_locked": Message(_("The keyring is locked."), _("Unlock it and try again.")),
        "vault_silent": Message(
            _("The keyring did not answer in time."),
            _("Look for a window that asks to unlock it, and try again."),
        ),
        "vault_failed": Message(
            _("The keyring failed ({reason})."), _("Secrets are not stored. Look at the system's password store.")
        ),
    }


def _storage() -> dict[str, Message]:
    return {
        "folder_unwritable": Message(
            _("The data folder cannot be written: {path} ({reason})."),
            _("Give yourself the right to write there, or choose another folder with --home."),
        ),
        "disk_full": Message(_("The disk is full: {path}."), _("Make room and try again. What was saved is safe.")),
        "call_not_recorded_full": Message(
            _("The history could not take a call that was made: the disk is full ({path})."),
            _("Its answer stands here until the window closes. Make room; what was saved before is safe."),
        ),
        "call_not_recorded_unwritable": Message(
            _("The history could not take a call that was made: {path} cannot be written ({reason})."),
            _("Its answer stands here until the window closes. Give yourself the right to write there."),
        ),
        "edits_not_kept_full": Message(
            _("Unsent edits could not be kept: the disk is full ({path})."),
            _("They stand here while the window is open, and are written as soon as there is room."),
        ),
        "edits_not_kept_unwritable": Message(
            _("Unsent edits could not be kept: {path} cannot be written ({reason})."),
            _("They stand here while the window is open, and are written as soon as that is possible."),
        ),
        "log_unwritable": Message(_("The log cannot be written: {path} ({reason})."), _("AExDesk goes on without it.")),
        "output_unwritable": Message(
            _("The output cannot be written ({reason})."), _("Check where it goes, and try again.")
        ),
        "database_damaged": Message(
            _("The workspace database is damaged: {path}."),
            _("It was left as it is. Put a backup in its place, or move it away to begin anew."),
        ),
        "database_newer": Message(
            _("The workspace was written by a newer AExDesk: {path}."),
            _(
                "It was left as it is. Install the newer AExDesk again to open it. This older one can open a copy of"
                " the folder from before the update, or begin in another folder (--home DIR)."
            ),
        ),
        "database_locked": Message(
            _("Another program holds the workspace database: {path}."), _("Wait for it to end, and try again.")
        ),
        "database_closed": Message(_("The workspace is closed already."), _("Open AExDesk again.")),
    }


def _platform() -> dict[str, Message]:
    return {
        "GuardRefused": Message(
            _("The guard kept this call from leaving. Nothing was sent."),
            _("Make account, item, quantity and receiving country equal to an active test case."),
        ),
        "practice_state_unreadable": Message(
            _("What the practice gateway had saved cannot be read."),
            _("It was left as it is. Move the file (practice.json in the data folder) away to begin anew."),
        ),
        "practice_state_version": Message(
            _("What the practice gateway had saved is of another version ({version})."),
            _("It was left as it is. Move the file (practice.json in the data folder) away to begin anew."),
        ),
        "practice_state_in_use": Message(
            _("Another practice gateway keeps its state in {path}."), _("Stop it, or name another file.")
        ),
        "practice_object_incomplete": Message(
            _("What answers there is no practice gateway of this version."), _("Start it with aexdesk practice.")
        ),
    }
