"""aexdesk token: the sessions of a profile."""

from __future__ import annotations

import argparse

from aexdesk.cli.at_desk import at_desk, keep_what_can_be
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.lists import add_list, add_remove, read_time, show_list
from aexdesk.cli.misuse import Misuse
from aexdesk.cli.parsers import add_actions, add_environment
from aexdesk.cli.plain import to_plain
from aexdesk.cli.secrets_given import read_variable
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.i18n import _
from aexdesk.secret import Secret
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.token import Token

_HIDDEN = frozenset({"session_digest"})


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    actions = add_actions(parser)
    words = _("keep a token; its texts go to the keyring")
    add = actions.add_parser("add", help=words, description=words)
    add.add_argument("--profile", required=True, metavar="P", help=_("the profile that it belongs to"))
    add.add_argument("--account", required=True, metavar="EMAIL", help=_("whose session it is"))
    add.add_argument("--session-env", required=True, metavar="NAME", help=_("the variable that holds the session"))
    add.add_argument("--refresh-env", metavar="NAME", help=_("the variable that holds the refresh token"))
    add.add_argument("--expires-at", metavar="T", help=_("ISO 8601; UTC where it names no zone"))
    add.add_argument("--real", action="store_true", help=_("the account is no loan account: its orders cost money"))
    add_environment(add)
    add_list(actions, _("list the tokens, without their texts"))
    remove = add_remove(actions, _("remove a token and its texts"), "EMAIL")
    remove.add_argument("--profile", metavar="P", help=_("the profile, where several have a token of this account"))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Adds, lists or removes."""
    if options.action == "add":
        return _add(options, terminal)
    if options.action == "remove":
        return _remove(options, terminal)
    return _list(options, terminal)


def _add(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    session = read_variable(options.session_env, terminal.environ) or Secret("")
    grant = TokenGrant(
        account=options.account,
        session=session,
        refresh_token=read_variable(options.refresh_env, terminal.environ),
        is_real=options.real,
        access_expires_at=read_time(options.expires_at),
    )

    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        profile = await desk.profiles.find(environment.name, options.profile)
        return await keep_what_can_be(
            desk.tokens.add(profile, grant), terminal, _("The token is noted, without its texts.")
        )

    return at_desk(options, terminal, work)


def _remove(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    async def work(desk: Desk) -> ExitCode:
        return await keep_what_can_be(
            desk.tokens.remove(await _find(desk, options)),
            terminal,
            _("The token is removed; what the keyring holds of it goes when the keyring answers."),
        )

    return at_desk(options, terminal, work)


async def _find(desk: Desk, options: argparse.Namespace) -> Token:
    environment = await desk.environments.get(options.environment)
    found = await desk.tokens.list(environment.name)
    if options.profile is not None:
        profile = await desk.profiles.find(environment.name, options.profile)
        found = tuple(token for token in found if token.profile_id == profile.id)
    wanted = options.name.strip().casefold()
    matching = [token for token in found if wanted in (token.account.casefold(), token.id)]
    if not matching:
        raise BadInput("not_found", name=options.name)
    if len(matching) > 1:
        raise Misuse(_("Several profiles have a token of {name}: say which with --profile.").format(name=options.name))
    return matching[0]


def _list(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        names = {profile.id: profile.name for profile in await desk.profiles.list(environment.name)}
        things = [
            {"profile": names.get(token.profile_id, ""), **to_plain(token, _HIDDEN)}
            for token in await desk.tokens.list(environment.name)
        ]
        return show_list(things, _columns, options.json, terminal)

    return at_desk(options, terminal, work)


def _columns() -> tuple[tuple[str, str], ...]:
    return (
        ("profile", _("profile")),
        ("account", _("account")),
        ("is_real", _("real account")),
        ("binding", _("binding")),
        ("access_expires_at", _("expires at")),
    )
