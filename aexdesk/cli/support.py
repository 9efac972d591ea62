"""aexdesk support: the service hours, and the form that support asks for, filled in from a recorded call."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from aexdesk.cli.at_desk import at_desk
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.lists import read_time
from aexdesk.cli.misuse import Misuse
from aexdesk.cli.parsers import add_actions, add_json
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.i18n import _
from aexdesk.support.channels import Channel, Topic
from aexdesk.support.forms import SupportForm


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    actions = add_actions(parser)
    hours = actions.add_parser("hours", help=_("whether support answers, and from or until when"))
    hours.add_argument("--at", metavar="ISO8601", help=_("at that time, in UTC where it names no zone (default now)"))
    add_json(hours)
    form = actions.add_parser("form", help=_("the finished form, without secrets"))
    form.add_argument(
        "--channel", required=True, choices=[channel.value for channel in Channel], help=_("how the form travels")
    )
    form.add_argument(
        "--topic",
        choices=[topic.value for topic in Topic],
        default=Topic.TECHNICAL.value,
        help=_("decides the email address (default technical)"),
    )
    form.add_argument("--exchange", metavar="ID", help=_("of this recorded call (default: the last that failed)"))
    form.add_argument("--description", metavar="TEXT", default="", help=_("in place of what the call itself tells"))
    add_json(form)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Works it out, and prints."""
    return _run_hours(options, terminal) if options.action == "hours" else _run_form(options, terminal)


def _run_hours(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    # No desk: the hours need no data folder.
    from aexdesk.services.working_days import MainlandCalendar
    from aexdesk.support.hours import hours_at
    from aexdesk.wording.support_words import say_hours

    hours = hours_at(read_time(options.at) or datetime.now(UTC), MainlandCalendar())
    words = say_hours(hours)
    if options.json:
        terminal.print_json(
            {
                "open": hours.is_open,
                "opens_at": hours.opens_at.isoformat(),
                "closes_at": hours.closes_at.isoformat(),
                "calendar_until": hours.calendar_until.isoformat(),
            }
        )
    else:
        terminal.print(words.message)
    if words.hint:
        terminal.say(words.hint)
    return ExitCode.DONE


def _run_form(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    async def work(desk: Desk) -> ExitCode:
        exchange_id = options.exchange or await _find_failed(desk)
        case = await desk.support_desk.open_case(exchange_id)
        form = desk.support_desk.fill_in(case, Channel(options.channel), Topic(options.topic), options.description)
        if options.json:
            terminal.print_json({"to": form.to, "subject": form.subject, "body": form.body})
        else:
            terminal.print(_write_plainly(form))
        if case.is_practice:
            terminal.say(_("This call went to the practice gateway: the form is no question for support."))
        return ExitCode.DONE

    return at_desk(options, terminal, work)


async def _find_failed(desk: Desk) -> str:
    found = await desk.support_desk.find_failed()
    if found is None:
        raise Misuse(_("No recorded call has failed. Say which one the form is about: --exchange ID."))
    return found.id


def _write_plainly(form: SupportForm) -> str:
    head = f"To: {form.to}\nSubject: {form.subject}\n\n" if form.to else ""
    return head + form.body
