"""aexdesk proxy: the guard proxy until SIGINT or SIGTERM, with a practice gateway of its own if asked for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from aexdesk.cli.at_desk import at_desk
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.misuse import Misuse
from aexdesk.cli.parsers import add_environment, add_json, add_unlock, port_number
from aexdesk.cli.reaching import reach
from aexdesk.cli.terminal import Terminal
from aexdesk.cli.until_told import until_told_to_end
from aexdesk.desk import Desk
from aexdesk.faults import NetworkFault
from aexdesk.i18n import _
from aexdesk.services.practice_command import AnnouncedPractice, PracticeWishes, start_announced_practice
from aexdesk.services.proxying import PROXY_PORT
from aexdesk.workspace.environment import PRACTICE


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    add_environment(parser)
    parser.add_argument(
        "--with-practice", action="store_true", help=_("run a fresh practice gateway too, and lead the proxy to it")
    )
    parser.add_argument(
        "--order-mismatch",
        choices=["refuse", "charge"],
        help=_("what that gateway does with an order that matches no test case (default: refuse)"),
    )
    parser.add_argument("--no-throttle", action="store_true", help=_("that gateway answers at any rate"))
    parser.add_argument(
        "--port", metavar="N", type=port_number, default=PROXY_PORT, help=_("0: any free one (default 8918)")
    )
    add_unlock(parser)
    add_json(parser)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Runs the proxy."""
    if options.with_practice and options.environment != PRACTICE.name:
        raise Misuse(_("--with-practice is for the environment practice."))
    if (options.order_mismatch or options.no_throttle) and not options.with_practice:
        raise Misuse(_("--order-mismatch and --no-throttle are for the gateway that --with-practice runs."))

    async def work(desk: Desk) -> ExitCode:
        practice = _start_practice(options, desk) if options.with_practice else None
        try:
            return await _serve(desk, practice, options, terminal)
        finally:
            await desk.proxying.stop()
            if practice is not None:
                practice.stop()

    return at_desk(options, terminal, work, records=True)


def _start_practice(options: argparse.Namespace, desk: Desk) -> AnnouncedPractice:
    return start_announced_practice(
        desk.home, PracticeWishes(0, options.order_mismatch or "refuse", not options.no_throttle)
    )


async def _serve(
    desk: Desk, practice: AnnouncedPractice | None, options: argparse.Namespace, terminal: Terminal
) -> ExitCode:
    environment = await desk.environments.get(options.environment)
    if practice is None:
        await reach(desk, environment)
    elif not await desk.practising.join(practice.describe()["url"]):
        raise desk.practising.state.trouble or NetworkFault("practice_off")
    if options.unlock_live is not None:
        desk.live_unlock.unlock("", "", options.unlock_live)
    # One that is unlocked is for whoever was given its address, and joined by nobody.
    await desk.proxying.start(environment, options.port, is_announced=options.unlock_live is None)
    state = desk.proxying.state
    if state.trouble is not None:
        raise state.trouble
    told: dict[str, Any] = {"url": state.url}
    if practice is not None:
        told["practice"] = practice.describe()
    await until_told_to_end(lambda: _tell(told, environment.name, options, terminal))
    return ExitCode.DONE


def _tell(told: Mapping[str, Any], environment: str, options: argparse.Namespace, terminal: Terminal) -> None:
    if options.json:
        terminal.print_json(told, indent=None)
        return
    terminal.print(_("The guard proxy for {environment} answers at {url}").format(environment=environment, **told))
    if "practice" in told:
        terminal.print(_("Its practice gateway answers at {url}").format(**told["practice"]))
    terminal.print(_("Point your program's base URL at the proxy. Ctrl+C ends it."))
