"""As which app and whom a command calls: --profile, or --app-key with its secret, else the practice gateway's own."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from aexdesk.cli.misuse import Misuse
from aexdesk.cli.parsers import add_secret, add_session
from aexdesk.cli.secrets_given import read_app_secret, read_variable
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.i18n import _
from aexdesk.secret import Secret
from aexdesk.services.callers import Caller


def add_as_whom(parser: argparse.ArgumentParser) -> None:
    """--profile, --app-key, --secret-stdin, --secret-env, --session-env"""
    parser.add_argument("--profile", metavar="P", help=_("call as this profile, with its newest token"))
    parser.add_argument("--app-key", metavar="K", help=_("call as this app; give its secret too"))
    add_secret(parser, required=False)
    add_session(parser)


@dataclass(frozen=True, slots=True)
class AsWhom:
    """What the command line says of it; secrets read already."""

    environment: str
    profile: str | None
    app_key: str
    app_secret: Secret | None
    session: Secret | None

    async def caller(self, desk: Desk, api: str, profile: str = "") -> Caller:
        """The caller for an API; `profile` is the one to take where the command line names none.

        Raises Misuse, BadInput, VaultUnavailable.
        """
        named = self.profile or (None if self.app_secret is not None else profile)
        if named:
            return await desk.callers.of_profile(await desk.profiles.find(self.environment, named), api, self.session)
        if self.app_secret is not None:
            return desk.callers.as_given(self.app_key, self.app_secret, self.session)
        if desk.practising.seeds is None:
            raise Misuse(_("Say as which app to call: --profile, or --app-key with its secret."))
        return desk.callers.of_seeds(desk.practising.seeds, api, self.session)


def read_as_whom(options: argparse.Namespace, terminal: Terminal) -> AsWhom:
    """Reads the secrets that are named. Raises Misuse for what does not go together, BadInput."""
    has_secret = options.secret_stdin or options.secret_env is not None
    if options.profile is not None and (options.app_key is not None or has_secret):
        raise Misuse(_("Give --profile, or --app-key with its secret; not both."))
    if (options.app_key is not None) != has_secret:
        raise Misuse(_("--app-key and its secret (--secret-env or --secret-stdin) go together."))
    return AsWhom(
        environment=options.environment,
        profile=options.profile,
        app_key=options.app_key or "",
        app_secret=read_app_secret(options, terminal),
        session=read_variable(options.session_env, terminal.environ),
    )
