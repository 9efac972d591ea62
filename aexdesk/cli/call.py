"""aexdesk call: signs a call, asks the guard, sends it, records it; prints the answer, redacted."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import replace

from aexdesk.cli.as_whom import add_as_whom, read_as_whom
from aexdesk.cli.at_desk import at_desk, tell
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.may_exist import advise_on_order
from aexdesk.cli.order_check import remind_of_orders, wait_for_orders
from aexdesk.cli.parameters import read_parameters
from aexdesk.cli.parsers import add_environment, add_json, add_parameters, add_unlock
from aexdesk.cli.reaching import reach
from aexdesk.cli.shown import to_json
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.faults import StorageFault
from aexdesk.i18n import _
from aexdesk.openplatform.request import Call
from aexdesk.redaction import for_leaving
from aexdesk.services.callers import Caller
from aexdesk.wording import describe_call_error, describe_difference, describe_verdict
from aexdesk.workspace.body import Body
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Exchange

_SESSION_NAMES = frozenset({"session", "access_token"})
_EXIT_CODES = {
    "no_results": ExitCode.DONE,
    "platform": ExitCode.PLATFORM_ERROR,
    "guard": ExitCode.REFUSED,
    "network": ExitCode.NETWORK,
    "storage": ExitCode.STORAGE,
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("api", metavar="API", help=_("business interface, or path of a system one"))
    add_parameters(parser)
    add_as_whom(parser)
    add_environment(parser)
    add_unlock(parser)
    words = _("after an order, ask what is due, for up to 30 s; ends with 1 where it was paid")
    parser.add_argument("--wait", action="store_true", help=words)
    add_json(parser)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Calls and prints."""
    as_whom = read_as_whom(options, terminal)
    call = Call(options.api, read_parameters(options))

    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        await reach(desk, environment)
        caller = await as_whom.caller(desk, options.api)
        if options.unlock_live is not None:
            desk.live_unlock.unlock(caller.profile, caller.profile, options.unlock_live)
        exchange = await desk.calling.send(call, _as_asked(caller, call), environment)
        code = _show(exchange, desk, options, terminal)
        _warn_of_clock(desk, environment, terminal)
        for line in await asyncio.to_thread(advise_on_order, exchange, environment):
            terminal.say(line)
        if not options.wait:
            await remind_of_orders(desk, exchange, environment, terminal)
            return code
        placer = None if _has_session(call) else caller
        found = await wait_for_orders(desk, exchange, placer, terminal)
        return found if code is ExitCode.DONE else code

    return at_desk(options, terminal, work, records=True)


def _as_asked(caller: Caller, call: Call) -> Caller:
    """A session among the parameters is the one to send: a second one beside it would only contradict it."""
    if not _has_session(call):
        return caller
    return replace(caller, credentials=replace(caller.credentials, session=None))


def _has_session(call: Call) -> bool:
    return any(name in _SESSION_NAMES for name, _value in call.parameters)


def _show(exchange: Exchange, desk: Desk, options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    left = for_leaving(_with_body(exchange))
    if options.json:
        terminal.print_json(to_json(left))
    elif left.response is not None:
        terminal.print(left.response.body.text())
    _explain(left, desk, terminal)
    return ExitCode.DONE if left.error is None else _EXIT_CODES.get(left.error.kind, ExitCode.FAILED)


def _warn_of_clock(desk: Desk, environment: Environment, terminal: Terminal) -> None:
    """Says on stderr, before it hurts, that this machine's clock is off, as the window does."""
    skew = desk.clock.skew(environment.name)
    if skew is not None and skew.is_told:
        from aexdesk.wording.clock_words import warn_skew  # most clocks are right

        tell(warn_skew(skew.ahead, environment.name), terminal)


def _with_body(exchange: Exchange) -> Exchange:
    """The body of a long answer read from its file, so that it is redacted like any other."""
    response = exchange.response
    if response is None or response.body.file is None:
        return exchange
    try:
        body = Body.of(response.body.read())
    except OSError as error:
        raise StorageFault("folder_unwritable", path=str(response.body.file), reason=error.strerror) from error
    return replace(exchange, response=replace(response, body=body))


def _explain(exchange: Exchange, desk: Desk, terminal: Terminal) -> None:
    """Why there is no answer, or what the platform's error means: to stderr."""
    error = exchange.error
    if error is None:
        return
    if not exchange.guard.allowed:
        tell(describe_verdict(exchange.guard), terminal)
        for difference in exchange.guard.differences:
            terminal.say(f"  {describe_difference(difference)}")
        return
    words, remedies = describe_call_error(error, desk.error_book)
    terminal.say(f"{error.code}: {words.message}" if error.kind == "platform" else words.message)
    if error.kind == "platform" and words.hint:
        terminal.say(f"  {words.hint}")
    for remedy in remedies:
        terminal.say(f"  - {remedy}")
    if exchange.request_id:
        terminal.say(_("  request ID: {id}").format(id=exchange.request_id))
