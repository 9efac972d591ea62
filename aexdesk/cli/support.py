"""aexdesk support: the service hours, the form that support asks for, and the cases that were sent."""

from __future__ import annotations

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path

from aexdesk.cli import support_case
from aexdesk.cli.at_desk import at_desk
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.lists import read_time
from aexdesk.cli.misuse import Misuse
from aexdesk.cli.parsers import add_actions, add_json
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.faults import StorageFault
from aexdesk.i18n import _
from aexdesk.services.support_desk import FormWish, SupportCase
from aexdesk.services.whole_files import write_whole
from aexdesk.support.channels import Channel, FormLanguage, Topic
from aexdesk.support.forms import SupportForm
from aexdesk.wording.support_channels import list_steps, say_steps, say_what_for


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    actions = add_actions(parser)
    hours = actions.add_parser("hours", help=_("whether support answers, and from or until when"))
    hours.add_argument("--at", metavar="ISO8601", help=_("at that time, in UTC where it names no zone (default now)"))
    add_json(hours)
    ways = "\n\n".join(f"{one.value}: {say_what_for(one)}\n{say_steps(one)}" for one in Channel)
    _configure_form(
        actions.add_parser(
            "form",
            help=_("the finished form, without secrets"),
            description=ways,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
    )
    support_case.configure(actions.add_parser("case", help=_("what was sent to support, and what came of it")))


def _configure_form(form: argparse.ArgumentParser) -> None:
    form.add_argument(
        "--channel", required=True, choices=[channel.value for channel in Channel], help=_("how the form travels")
    )
    form.add_argument(
        "--topic",
        choices=[topic.value for topic in Topic],
        default=Topic.TECHNICAL.value,
        help=_("decides the email address (default technical)"),
    )
    form.add_argument(
        "--exchange",
        metavar="ID",
        action="append",
        default=[],
        help=_("of this recorded call (default: the last that failed); may be given several times"),
    )
    form.add_argument("--description", metavar="TEXT", default="", help=_("in place of what the call itself tells"))
    form.add_argument(
        "--language",
        choices=[language.value for language in FormLanguage],
        default=FormLanguage.ENGLISH.value,
        help=_("of the description that the call itself tells (default en)"),
    )
    form.add_argument("--eml", metavar="FILE", help=_("also write a mail draft with the evidence pack (email only)"))
    form.add_argument("--pack", metavar="FILE", help=_("also write the evidence pack, a zip"))
    add_json(form)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Works it out, and prints."""
    return _RUNS[options.action](options, terminal)


def _run_hours(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    # No desk: the hours need no data folder.
    from aexdesk.services.working_days import MainlandCalendar
    from aexdesk.support.hours import hours_at
    from aexdesk.wording.support_words import say_calendar, say_hours

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
        terminal.print(say_calendar(hours))
    if words.hint:
        terminal.say(words.hint)
    return ExitCode.DONE


def _run_form(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    wish = FormWish(Channel(options.channel), Topic(options.topic), options.description, FormLanguage(options.language))
    if options.eml and wish.channel is not Channel.EMAIL:
        raise Misuse(_("Only an email can be a mail: --eml needs --channel email."))

    async def work(desk: Desk) -> ExitCode:
        ids = options.exchange or [await _find_failed(desk)]
        case = await desk.support_desk.open_case(*ids)
        form = desk.support_desk.fill_in(case, wish)
        if options.eml:
            await _write(options.eml, await desk.evidence.mail(case, wish))
        if options.pack:
            await _write(options.pack, await desk.evidence.pack(case, wish))
        if options.json:
            terminal.print_json({"to": form.to, "subject": form.subject, "body": form.body})
        else:
            terminal.print(_write_plainly(form))
        _warn(case, form, wish, terminal)
        terminal.say(list_steps(wish.channel)[-1])
        return ExitCode.DONE

    return at_desk(options, terminal, work)


_RUNS = {"hours": _run_hours, "form": _run_form, "case": support_case.run}


def _warn(case: SupportCase, form: SupportForm, wish: FormWish, terminal: Terminal) -> None:
    from aexdesk.support.topics import hint_on
    from aexdesk.wording.support_words import say_hint

    hint = hint_on(dict(form.fields)["Description"], wish.topic, wish.channel)
    if hint is not None:
        said = say_hint(hint)
        terminal.say(f"{said.message} {said.hint}")
    if case.is_practice:
        terminal.say(_("This call went to the practice gateway: the form is no question for support."))


async def _write(place: str, data: bytes) -> None:
    try:
        await asyncio.to_thread(write_whole, Path(place), data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageFault("output_unwritable", path=place, reason=reason) from error


async def _find_failed(desk: Desk) -> str:
    found = await desk.support_desk.find_failed()
    if found is None:
        raise Misuse(_("No recorded call has failed. Say which one the form is about: --exchange ID."))
    return found.id


def _write_plainly(form: SupportForm) -> str:
    head = f"To: {form.to}\nSubject: {form.subject}\n\n" if form.to else ""
    return head + form.body
