"""aexdesk profile: the app keys."""

from __future__ import annotations

import argparse

from aexdesk.cli.at_desk import at_desk, keep_what_can_be
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.lists import add_list, add_remove, show_list
from aexdesk.cli.parsers import add_actions, add_environment, add_secret
from aexdesk.cli.plain import to_plain
from aexdesk.cli.secrets_given import read_app_secret
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.i18n import _
from aexdesk.services.profiles import ProfileDraft
from aexdesk.workspace.profile import AppType


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    actions = add_actions(parser)
    words = _("add a profile; its app secret goes to the keyring")
    add = actions.add_parser("add", help=words, description=words)
    add.add_argument("--name", required=True, metavar="NAME", help=_("a name of your own"))
    add.add_argument("--app-key", required=True, metavar="K", help=_("the app key, as the App Console shows it"))
    add_secret(add, required=True)
    add.add_argument("--app-type", choices=[str(kind) for kind in AppType], default=str(AppType.DROPSHIPPING))
    add.add_argument("--callback-url", metavar="URL", default="", help=_("to the letter as in the App Console"))
    add.add_argument(
        "--real", action="store_true", help=_("the app serves real customers: it wears that mark wherever it appears")
    )
    add_environment(add)
    add_list(actions, _("list the profiles"))
    add_remove(actions, _("remove a profile, its tokens and their secrets"))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Adds, lists or removes."""
    if options.action == "add":
        return _add(options, terminal)
    if options.action == "remove":
        return _remove(options, terminal)
    return _list(options, terminal)


def _add(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    app_secret = read_app_secret(options, terminal)

    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        draft = ProfileDraft(
            environment=environment.name,
            name=options.name,
            app_key=options.app_key,
            app_type=AppType(options.app_type),
            callback_url=options.callback_url,
            is_real=options.real,
        )
        return await keep_what_can_be(
            desk.profiles.add(draft, app_secret), terminal, _("The profile is kept, without its app secret.")
        )

    return at_desk(options, terminal, work)


def _remove(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        profile = await desk.profiles.find(environment.name, options.name)
        await desk.profiles.remove(profile.id)
        return await keep_what_can_be(
            desk.profiles.purge(profile.id),
            terminal,
            _("The profile is removed; what the keyring holds of it goes when the keyring answers."),
        )

    return at_desk(options, terminal, work)


def _list(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        found = await desk.profiles.list(environment.name)
        return show_list([to_plain(profile) for profile in found], _columns, options.json, terminal)

    return at_desk(options, terminal, work)


def _columns() -> tuple[tuple[str, str], ...]:
    return (
        ("name", _("name")),
        ("app_key", _("app key")),
        ("app_type", _("app type")),
        ("callback_url", _("callback URL")),
        ("is_real", _("real app")),
    )
