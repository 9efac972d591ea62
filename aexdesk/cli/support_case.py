"""aexdesk support case: notes what was sent to support, lists it, and keeps the answers with it."""

from __future__ import annotations

import argparse
from typing import Any

from aexdesk.cli.at_desk import at_desk
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.lists import show_list
from aexdesk.cli.parsers import Parser, add_json
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.i18n import _
from aexdesk.services.support_desk import FormWish
from aexdesk.support.channels import Channel, Topic
from aexdesk.workspace.filed_case import FiledCase, FiledState


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP", parser_class=Parser)
    listed = steps.add_parser("list", help=_("the cases, newest first"))
    listed.add_argument("--environment", metavar="E", help=_("of this environment (default: of all)"))
    listed.add_argument("--search", metavar="TEXT", default="", help=_("those in which these words stand"))
    listed.add_argument("--state", choices=[state.value for state in FiledState], help=_("those that are so far"))
    add_json(listed)
    added = steps.add_parser("add", help=_("note that the form of a call was sent"))
    added.add_argument(
        "--exchange", metavar="ID", action="append", required=True, help=_("about this call; repeatable")
    )
    added.add_argument("--channel", required=True, choices=[channel.value for channel in Channel])
    added.add_argument("--topic", choices=[topic.value for topic in Topic], default=Topic.TECHNICAL.value)
    added.add_argument("--description", metavar="TEXT", default="", help=_("as it was sent"))
    add_json(added)
    note = steps.add_parser("note", help=_("write down what support answered"))
    note.add_argument("id", metavar="ID")
    note.add_argument("text", metavar="TEXT")
    add_json(note)
    for name, told in (("close", _("it is settled")), ("remove", _("delete it for good"))):
        step = steps.add_parser(name, help=told)
        step.add_argument("id", metavar="ID")
        add_json(step)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Does it, and prints the case."""
    return at_desk(options, terminal, lambda desk: _STEPS[options.step](desk, options, terminal))


async def _list(desk: Desk, options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    state = FiledState(options.state) if options.state else None
    cases = await desk.support_cases.find(options.environment, options.search, state)
    return show_list([_told(one) for one in cases], _columns, options.json, terminal)


def _columns() -> tuple[tuple[str, str], ...]:
    return (
        ("id", _("id")),
        ("at", _("sent")),
        ("environment", _("environment")),
        ("channel", _("channel")),
        ("state", _("state")),
        ("about", _("about")),
    )


async def _add(desk: Desk, options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    about = await desk.support_desk.open_case(*options.exchange)
    wish = FormWish(Channel(options.channel), Topic(options.topic), options.description)
    form = desk.support_desk.fill_in(about, wish)
    return _tell(await desk.support_cases.file(about, form, wish.channel, wish.topic), options, terminal)


async def _note(desk: Desk, options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    return _tell(await desk.support_cases.note(options.id, options.text), options, terminal)


async def _close(desk: Desk, options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    return _tell(await desk.support_cases.set_state(options.id, FiledState.CLOSED), options, terminal)


async def _remove(desk: Desk, options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    case = await desk.support_cases.get(options.id)
    await desk.support_cases.remove(case.id)
    await desk.support_cases.purge_removed()
    return _tell(case, options, terminal)


_STEPS = {"list": _list, "add": _add, "note": _note, "close": _close, "remove": _remove}


def _tell(case: FiledCase, options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    if options.json:
        terminal.print_json(_told(case))
    else:
        terminal.print(f"{case.id} {case.state.value}")
    return ExitCode.DONE


def _told(case: FiledCase) -> dict[str, Any]:
    return {
        "id": case.id,
        "at": case.at.isoformat(),
        "environment": case.environment,
        "exchanges": list(case.exchange_ids),
        "channel": case.channel,
        "topic": case.topic,
        "to": case.recipient,
        "subject": case.subject,
        "body": case.body,
        "state": case.state.value,
        "notes": case.notes,
        "changed_at": case.changed_at.isoformat(),
        "about": _about(case),
    }


def _about(case: FiledCase) -> str:
    """The description's first words."""
    line = next((line for line in case.body.splitlines() if line.startswith("Description: ")), "")
    return line.removeprefix("Description: ")[:60]
