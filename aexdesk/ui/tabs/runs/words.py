"""What only the Runs tab says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aexdesk.collection.results import Outcome, StepResult
from aexdesk.collection.saved_request import AssertionKind
from aexdesk.faults import BadInput
from aexdesk.i18n import _, ngettext
from aexdesk.ui.ports import Question
from aexdesk.ui.widgets.combo import Choice
from aexdesk.wording import Message, describe, describe_code

if TYPE_CHECKING:
    from aexdesk.collection.assertions import Check
    from aexdesk.services.collections import LoadedCollection
    from aexdesk.services.run_check import RunCheck
    from aexdesk.ui.tabs.runs.state import DataFile, Progress, RunsState

_MOST_NAMES = 6
_OURS = ("input", "storage")


def list_choices(loaded: LoadedCollection | None) -> tuple[Choice, ...]:
    """All, then each folder, then each request."""
    if loaded is None:
        return ()
    paths = [one.path for one in loaded.requests]
    folders = sorted({path[: place + 1] for path in paths for place, letter in enumerate(path) if letter == "/"})
    everything = Choice("", _("All requests"), _count(len(paths)))
    within = (Choice(one, one, _count(sum(path.startswith(one) for path in paths))) for one in folders)
    single = (Choice(one.path, one.path.removesuffix(".json"), one.request.api) for one in loaded.requests)
    return (everything, *within, *single)


def _count(count: int) -> str:
    return ngettext("{count} request", "{count} requests", count).format(count=count)


def name_choice(under: str) -> str:
    """What is chosen, as the list has it."""
    return under.removesuffix(".json") if under else _("All requests")


def say_data(data: DataFile | None) -> str:
    """How many rows there are."""
    if data is None:
        return _("Without a file everything runs once.")
    if data.is_reading:
        return _("Reading…")
    if data.fault is not None:
        words = describe(data.fault)
        return f"{words.message} {words.hint}".strip()
    return ngettext("{count} row", "{count} rows", data.count).format(count=f"{data.count:,}")


def say_columns(check: RunCheck | None) -> str:
    """Which columns no request names."""
    if check is None or not check.unused:
        return ""
    return _("No request names: {names}.").format(names=_some(check.unused))


def say_missing(check: RunCheck | None) -> str:
    """Which variables have no value anywhere."""
    if check is None or not check.missing:
        return ""
    lines = [f"{{{{{one.name}}}}} ({_some(one.requests)})" for one in check.missing[:_MOST_NAMES]]
    more = len(check.missing) - _MOST_NAMES
    if more > 0:
        lines.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    return _("Nothing gives a value to {names}; what needs it is not sent.").format(names=", ".join(lines))


def say_broken(loaded: LoadedCollection | None) -> str:
    """Which files cannot be read."""
    if loaded is None or not loaded.broken:
        return ""
    return _("Left out, for they cannot be read: {names}.").format(
        names=_some(tuple(one.path for one in loaded.broken))
    )


def say_writes(state: RunsState, is_unlocked: bool) -> str:
    """What of it would write."""
    writes = state.check.writes if state.check is not None else ()
    if not writes:
        return ""
    told = ngettext("{count} request writes: {names}.", "{count} requests write: {names}.", len(writes)).format(
        count=len(writes), names=_some(writes)
    )
    if state.environment.is_live and not is_unlocked:
        return _("{told} Live is read-only: the guard keeps them here.").format(told=told)
    return _("{told} None is sent twice, and the guard is asked for each order.").format(told=told)


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown}, …" if len(names) > _MOST_NAMES else shown


def ask_live(writes: tuple[str, ...], is_unlocked: bool) -> Question:
    """Before a run writes in Live."""
    if is_unlocked:
        text = _("These write, for real, once for each row: {names}. Orders must still match an active test case.")
    else:
        text = _("These write: {names}. Live is read-only now, so the guard refuses them; everything else is sent.")
    return Question(
        _("Run this in Live?"), text.format(names=_some(writes)), _("Run in Live"), _("Do not run"), is_dangerous=True
    )


def say_size(state: RunsState) -> str:
    """What the button begins."""
    count = _calls(state)
    return ngettext("Run {count} call", "Run {count} calls", count).format(count=f"{count:,}") if count else _("Run")


def _calls(state: RunsState) -> int:
    from aexdesk.services.run_check import choose_requests  # noqa: PLC0415

    requests = len(choose_requests(state.loaded, state.setup.under)) if state.loaded is not None else 0
    return requests * max(1, state.data.count if state.data is not None else 1)


def say_progress(progress: Progress, environment: str) -> str:
    """How far it is, and how it went."""
    if not progress.total:
        return _("Nothing was run yet.")
    counts = {one.value: f"{progress.counts.get(one, 0):,}" for one in Outcome}
    told = _("{passed} passed · {failed} failed · {error} errors · {not_run} not run").format(**counts)
    if progress.is_running:
        done = _("{environment}: {done} of {total}").format(
            environment=environment, done=f"{progress.done:,}", total=f"{progress.total:,}"
        )
        return f"{done} · {told}"
    ended = _("{environment}, cancelled") if progress.is_cancelled else _("{environment}")
    seconds = _("{seconds} s").format(seconds=f"{progress.seconds:.1f}") if progress.seconds else ""
    return " · ".join(filter(None, (ended.format(environment=environment), told, seconds)))


def tone_of_progress(progress: Progress) -> str:
    """Red where something did not pass, green where all did."""
    if not progress.total or progress.is_running:
        return ""
    bad = progress.counts.get(Outcome.FAILED, 0) + progress.counts.get(Outcome.ERROR, 0)
    return "bad" if bad else "" if progress.counts.get(Outcome.NOT_RUN, 0) else "good"


def write_result(result: StepResult) -> str:
    """How a step ended."""
    words = {
        Outcome.PASSED: _("passed"),
        Outcome.FAILED: _("failed"),
        Outcome.ERROR: _("error"),
        Outcome.NOT_RUN: _("not run"),
    }
    return words[result.outcome] + (_(" (earlier)") if result.is_earlier else "")


def tone_of_result(result: StepResult) -> str:
    """Its tone."""
    return {Outcome.PASSED: "good", Outcome.NOT_RUN: ""}.get(result.outcome, "bad")


def say_why(result: StepResult) -> str:
    """In one line, why a step did not pass."""
    failed = [f"{write_check(one)}: {write_found(one)}" for one in result.checks if not one.holds]
    if failed or not result.error_kind:
        return "; ".join(failed)
    if result.error_kind == "guard":
        return _("guard refused")
    return _describe_input(result).message if result.error_kind in _OURS else result.error_code


def write_check(check: Check) -> str:
    """What was asked of an answer."""
    one = check.assertion
    words = {
        AssertionKind.STATUS: _("status is {value}"),
        AssertionKind.ERROR_CODE: _("error code is {value}"),
    }
    told = words.get(one.kind)
    if told is not None:
        return told.format(value=one.value or _("none"))
    return " ".join(part for part in (one.path, one.kind.value.replace("_", " "), one.value) if part)


def write_found(check: Check) -> str:
    """What was found instead, or that it holds."""
    if check.holds:
        return _("holds")
    if check.trouble:
        return describe_code(check.trouble, check.found, check.assertion.path)
    return _("found {found}").format(found=check.found or _("nothing"))


def say_detail(result: StepResult) -> str:
    """Why there is no answer, or which error it was."""
    if not result.error_kind:
        return ""
    if result.error_kind in _OURS:
        words = _describe_input(result)
        return f"{words.message} {words.hint}".strip()
    if result.error_kind == "guard":
        return _("The guard refused this call. Open it in the Console for what it expected.")
    return ": ".join(filter(None, (result.error_code, result.message)))


def _describe_input(result: StepResult) -> Message:
    """A result keeps of a fault its code and the one value that tells most."""
    told = result.message
    return describe(BadInput(result.error_code, name=told, path=told, reason=told))


def say_empty(has_folder: bool) -> tuple[str, str, str]:
    """Title, sentence and button where nothing can be run."""
    if has_folder:
        return (
            _("Nothing is saved here yet"),
            _("Save a request in the Console (Ctrl+S); then it can be run here, once or for each row of a file."),
            _("Open the Console"),
        )
    return (
        _("Run saved requests"),
        _(
            "Choose the folder of your saved requests: one of them, or a folder in order, runs once for each row of"
            " a CSV or JSON file, with captures, assertions and a rate limit."
        ),
        _("Choose a folder"),
    )


def say_where_to_choose() -> str:
    """Over the dialog in which a folder is chosen."""
    return _("Folder of saved requests")


def say_data_files() -> tuple[str, str]:
    """Over the dialog for rows, and what it offers."""
    return _("Rows of data"), _("CSV and JSON (*.csv *.json *.jsonl *.ndjson);;All files (*)")


def say_run_files() -> tuple[str, str]:
    """Over the dialog for an earlier run, and what it offers."""
    return _("Results of an earlier run"), _("JSON (*.json)")


def title_of_export(kind: str) -> tuple[str, str, str]:
    """Over the dialog, what the file may be called, and what it offers."""
    return {
        "junit": (_("Results as JUnit XML"), "results.xml", _("XML (*.xml)")),
        "json": (_("Results as JSON"), "results.json", _("JSON (*.json)")),
        "csv": (_("Results as CSV"), "results.csv", _("CSV (*.csv)")),
    }[kind]


def say_written(path: Path) -> str:
    """The results lie in a file."""
    return _("Wrote {path}.").format(path=path)
