"""aexdesk run: runs a saved request or a folder of them; prints a table, and JSON or JUnit XML for build servers."""

from __future__ import annotations

import argparse
import json
import signal
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from aexdesk.cli.as_whom import AsWhom, add_as_whom, read_as_whom
from aexdesk.cli.at_desk import at_desk
from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.misuse import Misuse
from aexdesk.cli.parsers import add_environment, add_json, add_unlock, rate_number, whole_number
from aexdesk.cli.reaching import reach
from aexdesk.cli.tables import set_table
from aexdesk.cli.terminal import Terminal
from aexdesk.cli.until_told import on_signals
from aexdesk.collection.assertions import Check
from aexdesk.collection.result_files import read_earlier, to_json, to_junit, told
from aexdesk.collection.results import Outcome, RunResult, StepResult
from aexdesk.desk import Desk
from aexdesk.faults import AexError, BadInput, StorageFault
from aexdesk.i18n import _
from aexdesk.services.callers import Caller
from aexdesk.services.collections import LoadedCollection, load_path
from aexdesk.services.run_control import RunControl
from aexdesk.services.run_data import read_rows
from aexdesk.services.run_plan import RunPlan
from aexdesk.services.run_step import CallerSource
from aexdesk.services.whole_files import write_whole
from aexdesk.wording import describe, describe_code

_MOST_AT_ONCE = 100
_TOLD_EVERY_S = 1.0
_EXIT_CODES: Mapping[str, ExitCode] = {
    "input": ExitCode.BAD_INPUT,
    "platform": ExitCode.PLATFORM_ERROR,
    "guard": ExitCode.REFUSED,
    "network": ExitCode.NETWORK,
    "storage": ExitCode.STORAGE,
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("path", metavar="FILE_OR_FOLDER", type=Path, help=_("a saved request, or a folder of them"))
    parser.add_argument(
        "--data", metavar="FILE", type=Path, help=_("rows of CSV or JSON: everything runs once for each")
    )
    words = _("so many rows at the same time (default 1); the requests of a row stay in order")
    parser.add_argument("--concurrency", metavar="N", type=whole_number, default=1, help=words)
    parser.add_argument("--rate", metavar="N", type=rate_number, default=0.0, help=_("at most N calls a second"))
    parser.add_argument("--junit", metavar="FILE", type=Path, help=_("write the results as JUnit XML too"))
    words = _("the JSON of an earlier run: what passed there is not run again, and no write is sent twice")
    parser.add_argument("--resume", metavar="FILE", type=Path, help=words)
    add_as_whom(parser)
    add_environment(parser)
    add_unlock(parser)
    add_json(parser)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Reads, runs and reports."""
    if not 1 <= options.concurrency <= _MOST_AT_ONCE:
        raise Misuse(_("--concurrency is a number from 1 to {most}.").format(most=_MOST_AT_ONCE))
    as_whom = read_as_whom(options, terminal)
    collection = load_path(options.path)
    _tell_broken(collection, terminal)
    rows = read_rows(options.data) if options.data is not None else ()
    earlier = read_earlier(_read_json(options.resume)) if options.resume is not None else {}

    async def work(desk: Desk) -> ExitCode:
        environment = await desk.environments.get(options.environment)
        await reach(desk, environment)
        if options.unlock_live is not None:
            caller = await as_whom.caller(desk, "")
            desk.live_unlock.unlock(caller.profile, caller.profile, options.unlock_live)
        plan = RunPlan(collection, desk.calling.resolve(environment), rows, options.concurrency, options.rate, earlier)
        control = RunControl()
        signals: list[int] = []

        def end(number: int) -> None:
            signals.append(number)
            _end(control, terminal)

        with on_signals(end):
            result = await desk.runs.run(plan, _callers(desk, as_whom), control, _Progress(terminal))
        code = _report(result, collection, options, terminal)
        return ExitCode.TERMINATED if code is ExitCode.INTERRUPTED and signals[0] != signal.SIGINT else code

    return at_desk(options, terminal, work, records=True)


def _callers(desk: Desk, as_whom: AsWhom) -> CallerSource:
    """Each asked for once: a run makes many calls as the same few."""
    known: dict[tuple[str, bool], Caller] = {}

    async def find(profile: str, api: str) -> Caller:
        key = (profile, desk.callers.wants_session(api))
        if key not in known:
            known[key] = await as_whom.caller(desk, api, profile)
        return known[key]

    return find


def _end(control: RunControl, terminal: Terminal) -> None:
    if control.is_stopped:
        control.cut()
        return
    control.stop()
    terminal.say(_("Stopping after the calls that are under way; once more, and they are not waited for."))


class _Progress:
    """Tells on stderr, at most once a second, how far the run is; each step that did not pass at once."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._next = time.monotonic() + _TOLD_EVERY_S
        self._bad = 0

    def __call__(self, result: StepResult, done: int, total: int) -> None:
        if result.outcome in (Outcome.FAILED, Outcome.ERROR):
            self._bad += 1
            self._terminal.say(f"{_title(result)}: {_why(result)}")
        if time.monotonic() >= self._next or (done == total and self._bad):
            self._next = time.monotonic() + _TOLD_EVERY_S
            self._terminal.say(_("{done} of {total}, {bad} not passed").format(done=done, total=total, bad=self._bad))


def _tell_broken(collection: LoadedCollection, terminal: Terminal) -> None:
    for one in collection.broken:
        words = describe(one.trouble)
        terminal.say(f"{one.path}: {words.message} {words.hint}".rstrip())
    if not collection.requests:
        raise BadInput("no_requests", path=str(collection.root))


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput("file_unreadable", path=str(path), reason=error.strerror or "") from error
    except (ValueError, RecursionError) as error:
        raise BadInput("resume_unreadable", reason=type(error).__name__) from None


def _report(
    result: RunResult, collection: LoadedCollection, options: argparse.Namespace, terminal: Terminal
) -> ExitCode:
    if options.junit is not None:
        try:
            write_whole(options.junit, to_junit(result).encode())
        except OSError as error:
            raise StorageFault("output_unwritable", path=str(options.junit), reason=error.strerror) from error
    if options.json:
        terminal.print_json(to_json(result) | {"broken": [_broken(one.path, one.trouble) for one in collection.broken]})
    else:
        terminal.print(set_table(_headers(), [_row(step) for step in result.steps]))
        terminal.print(_summary(result))
    if result.is_cancelled:
        return ExitCode.INTERRUPTED
    worst = result.worst
    if worst is not None:
        return (
            ExitCode.FAILED if worst.outcome is Outcome.FAILED else _EXIT_CODES.get(worst.error_kind, ExitCode.FAILED)
        )
    return ExitCode.BAD_INPUT if collection.broken else ExitCode.DONE


def _broken(path: str, trouble: AexError) -> dict[str, object]:
    return {
        "path": path,
        "code": trouble.code,
        "line": trouble.values.get("line"),
        "column": trouble.values.get("column"),
    }


def _summary(result: RunResult) -> str:
    counts = {outcome.value: result.count(outcome) for outcome in Outcome}
    return _("{passed} passed, {failed} failed, {error} with an error, {not_run} not run; {seconds:.2f} s").format(
        seconds=result.seconds, **counts
    )


def _headers() -> tuple[str, ...]:
    return (_("request"), _("row"), _("outcome"), _("status"), _("ms"), _("error"), _("request ID"))


def _row(step: StepResult) -> tuple[str, ...]:
    words = {
        Outcome.PASSED: _("passed"),
        Outcome.FAILED: _("failed"),
        Outcome.ERROR: _("error"),
        Outcome.NOT_RUN: _("not run"),
    }
    return (
        step.name,
        str(step.row) if step.row else "",
        words[step.outcome] + (_(" (earlier)") if step.is_earlier else ""),
        "–" if step.status is None else str(step.status),
        "" if step.ms is None else f"{step.ms:.0f}",
        step.error_code,
        step.request_id,
    )


def _title(step: StepResult) -> str:
    return f"{step.name} [{step.row}]" if step.row else step.name


def _why(step: StepResult) -> str:
    failed = [_told(one) for one in step.checks if not one.holds]
    return "; ".join(failed) or describe_code(step.error_code, step.message)


def _told(one: Check) -> str:
    """What was asserted and what was found, or why it could not be asked."""
    if not one.trouble:
        return told(one)
    return f"{told(replace(one, holds=True))}: {describe_code(one.trouble, one.found, one.assertion.path)}"
