"""A run's results as JSON, which a later run can take up, as JUnit XML for build servers, and as CSV. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from aexdesk.collection.assertions import Check
from aexdesk.collection.results import Outcome, RunResult, StepResult
from aexdesk.collection.saved_request import Assertion, AssertionKind
from aexdesk.faults import BadInput

FORMAT: Final = 1
_CSV_COLUMNS: Final = (
    *("request", "name", "api", "row", "outcome", "status", "ms"),
    *("error_code", "message", "failed_assertions", "captures", "request_id"),
)
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTES: Final = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_json(run: RunResult) -> dict[str, Any]:
    """The document of `aexdesk run --json`."""
    return {
        "format": FORMAT,
        "name": run.name,
        "environment": run.environment,
        "cancelled": run.is_cancelled,
        "seconds": round(run.seconds, 3),
        "counts": {outcome.value: run.count(outcome) for outcome in Outcome},
        "steps": [_step(step) for step in run.steps],
    }


def read_earlier(document: Any) -> Mapping[str, StepResult]:
    """The steps of an earlier run by their key. Raises BadInput("resume_unreadable")."""
    return {step.key: step for step in read_run(document).steps}


def read_run(document: Any) -> RunResult:
    """An earlier run. Raises BadInput("resume_unreadable")."""
    try:
        if document["format"] != FORMAT:
            raise BadInput("resume_unreadable", reason="other_format")
        return RunResult(
            name=str(document.get("name", "")),
            environment=str(document.get("environment", "")),
            steps=tuple(map(_read_step, document["steps"])),
            seconds=float(document.get("seconds", 0.0)),
            is_cancelled=bool(document.get("cancelled", False)),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):  # the last: a number past every float
        raise BadInput("resume_unreadable", reason="other_fields") from None


def to_csv(run: RunResult, guard_cell: Callable[[str], str]) -> str:
    """A line for each step; what was captured and what does not hold in one cell each.

    `guard_cell` keeps a text from being a formula: error messages and captures are what others wrote.
    """
    import csv  # noqa: PLC0415 - a command that runs pays for it when it is asked for
    import io  # noqa: PLC0415

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_CSV_COLUMNS)
    for step in run.steps:
        failed = "; ".join(told(one) for one in step.checks if not one.holds)
        captured = "; ".join(f"{name}={value}" for name, value in step.captured)
        status = "" if step.status is None else step.status
        ms = "" if step.ms is None else f"{step.ms:.1f}"
        ended = (step.outcome.value, status, ms, step.error_code, step.message, failed, captured)
        cells = (step.request, step.name, step.api, step.row or "", *ended, step.request_id)
        writer.writerow([guard_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue()


def to_junit(run: RunResult) -> str:
    """One suite; each step a test case, in the words that Jenkins, GitLab and others read."""
    bad, errors, skipped = (run.count(one) for one in (Outcome.FAILED, Outcome.ERROR, Outcome.NOT_RUN))
    head = (
        f'<testsuite name={_attribute(run.name)} tests="{len(run.steps)}" failures="{bad}" errors="{errors}" '
        f'skipped="{skipped}" time="{run.seconds:.3f}">'
    )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", head]
    for step in run.steps:
        lines += _case(step)
    return "\n".join((*lines, "</testsuite>", "</testsuites>", ""))


def told(one: Check) -> str:
    """A check in one line, in English: `equals result.id 12: found 13`."""
    words = (one.assertion.kind.value, one.assertion.path, one.assertion.value)
    asked = " ".join(word for word in words if word)
    if one.holds:
        return asked
    reason = f"{one.trouble} {one.found}".strip() if one.trouble else f"found {one.found or 'nothing'}"
    return f"{asked}: {reason}"


def _case(step: StepResult) -> list[str]:
    row = f" [{step.row}]" if step.row else ""
    seconds = (step.ms or 0) / 1000
    opening = f'<testcase classname={_attribute(step.request)} name={_attribute(step.name + row)} time="{seconds:.3f}"'
    inside: list[str] = []
    failed = [told(one) for one in step.checks if not one.holds]
    if step.outcome is Outcome.FAILED:
        first = failed[0] if failed else ""
        inside.append(f"<failure message={_attribute(first)}>{_text(chr(10).join(failed))}</failure>")
    elif step.outcome is Outcome.ERROR:
        words = f"{step.error_code}: {step.message}" if step.message else step.error_code
        kind = f"type={_attribute(step.error_kind)} message={_attribute(words)}"
        inside.append(f"<error {kind}>{_text(f'request ID {step.request_id}' if step.request_id else '')}</error>")
    elif step.outcome is Outcome.NOT_RUN:
        inside.append("<skipped/>")
    return [f"{opening}>", *inside, "</testcase>"] if inside else [f"{opening}/>"]


def _attribute(text: str) -> str:
    return f'"{_text(text).translate(_IN_ATTRIBUTES)}"'


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", text).translate(_IN_TEXT)


def _step(step: StepResult) -> dict[str, Any]:
    return {
        "request": step.request,
        "row": step.row,
        "key": step.key,
        "name": step.name,
        "api": step.api,
        "outcome": step.outcome.value,
        "status": step.status,
        "ms": None if step.ms is None else round(step.ms, 1),
        "attempts": step.attempts,
        "sent": step.was_sent,
        "earlier": step.is_earlier,
        "error": {"kind": step.error_kind, "code": step.error_code, "message": step.message}
        if step.error_kind
        else None,
        "request_id": step.request_id,
        "exchange_id": step.exchange_id,
        "assertions": [
            {
                "kind": one.assertion.kind.value,
                "path": one.assertion.path,
                "value": one.assertion.value,
                "holds": one.holds,
                "found": one.found,
                "trouble": one.trouble,
            }
            for one in step.checks
        ],
        "captures": dict(step.captured),
    }


def _read_step(told_step: Mapping[str, Any]) -> StepResult:
    """A step as `_step` wrote it."""
    error = told_step["error"] or {}
    return StepResult(
        request=str(told_step["request"]),
        row=int(told_step["row"]),
        key=str(told_step["key"]),
        outcome=Outcome(told_step["outcome"]),
        name=str(told_step["name"]),
        api=str(told_step["api"]),
        exchange_id=str(told_step["exchange_id"]),
        status=None if told_step["status"] is None else int(told_step["status"]),
        error_kind=str(error.get("kind", "")),
        error_code=str(error.get("code", "")),
        message=str(error.get("message", "")),
        request_id=str(told_step["request_id"]),
        ms=None if told_step["ms"] is None else float(told_step["ms"]),
        attempts=int(told_step["attempts"]),
        was_sent=bool(told_step["sent"]),
        is_earlier=True,
        checks=tuple(map(_read_check, told_step["assertions"])),
        captured=tuple((str(name), str(value)) for name, value in told_step["captures"].items()),
    )


def _read_check(one: Mapping[str, Any]) -> Check:
    asserted = Assertion(AssertionKind(one["kind"]), str(one["path"]), str(one["value"]))
    return Check(asserted, bool(one["holds"]), str(one["found"]), str(one["trouble"]))
