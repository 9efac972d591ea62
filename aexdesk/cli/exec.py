"""aexdesk exec: runs a command with a profile's key, secret, session and a guard proxy's address in its environment."""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from signal import SIGINT

from aexdesk.cli.at_desk import at_desk
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.misuse import Misuse
from aexdesk.cli.parsers import add_environment, add_unlock
from aexdesk.cli.reaching import reach
from aexdesk.cli.terminal import Terminal
from aexdesk.cli.until_told import on_signals
from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.i18n import _
from aexdesk.services.program_variables import names_of, variables_for
from aexdesk.workspace.environment import Environment


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--profile", metavar="P", required=True, help=_("whose key, secret and session it gets"))
    parser.add_argument("--real", action="store_true", help=_("allow the session of an account that is not loaned"))
    parser.add_argument(
        "--no-proxy", action="store_true", help=_("give it the environment's own address: the guard sees nothing then")
    )
    add_environment(parser)
    add_unlock(parser)
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="-- COMMAND ...", help=_("what to run"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Runs the command; its exit code, or 128 and the number of the signal that ended it."""
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        raise Misuse(_("Say what to run, after two dashes: aexdesk exec --profile P -- COMMAND"))
    if options.no_proxy and options.unlock_live is not None:
        raise Misuse(_("--unlock-live never goes with --no-proxy: nobody would hold back an order."))
    ended: list[int] = []

    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        profile = await desk.profiles.find(environment.name, options.profile)
        base_url = await _base_url(desk, environment, options)
        if options.unlock_live is not None:
            desk.live_unlock.unlock(profile.name, profile.name, options.unlock_live)
        variables = await variables_for(profile, desk.callers, desk.tokens, base_url, allow_real=options.real)
        # Nothing under these names comes from outside: a session that lies there was checked by nobody.
        others = {name: value for name, value in terminal.environ.items() if name not in names_of(profile)}
        ended.append(await _run(command, {**others, **variables}))
        return ExitCode.DONE

    code = at_desk(options, terminal, work, records=True)
    return ended[0] if ended else code


async def _base_url(desk: Desk, environment: Environment, options: argparse.Namespace) -> str:
    """Of the proxy that runs, else of one for the life of the command. An unlock is for a proxy of its own."""
    if not options.no_proxy and options.unlock_live is None:
        running = await desk.proxying.find_running(environment)
        if running is not None:
            return running
    await reach(desk, environment)
    if options.no_proxy:
        return desk.calling.whereabouts(environment).base_url
    return await desk.proxying.start_somewhere(environment)


async def _run(command: list[str], environ: Mapping[str, str]) -> int:
    try:
        process = await asyncio.create_subprocess_exec(*command, env=environ)
    except OSError as error:
        raise BadInput("command_not_started", name=command[0], reason=error.strerror) from error
    with on_signals(lambda number: _pass_on(process, number)):
        code = await process.wait()
    return 128 - code if code < 0 else code


def _pass_on(process: asyncio.subprocess.Process, number: int) -> None:
    if number == SIGINT and sys.stdin is not None and sys.stdin.isatty():
        return  # the terminal has told every program that stands in it
    if sys.platform == "win32":
        return  # there a console tells all of them
    with suppress(ProcessLookupError, subprocess.SubprocessError):
        process.send_signal(number)
