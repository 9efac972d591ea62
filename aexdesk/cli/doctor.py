"""aexdesk doctor: which mistake produced this wrong signature. Reads standard input, sends nothing."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from aexdesk.cli.exit_codes import ExitCode
from aexdesk.cli.parsers import add_json
from aexdesk.cli.secrets_given import read_variable
from aexdesk.cli.terminal import Terminal
from aexdesk.doctor.finding import Explanation, Note, Signing, Verdict
from aexdesk.faults import BadInput
from aexdesk.i18n import _, ngettext
from aexdesk.interchange.pasted import PastedRequest, read_pasted
from aexdesk.interchange.pasted.reading import of_parameters
from aexdesk.openplatform.exact_json import Object, read_exactly
from aexdesk.secret import Secret
from aexdesk.services.diagnosing import Diagnosis, Question, diagnose, received_of
from aexdesk.wording.doctor_words import describe_mistake, describe_note, describe_signature_verdict

_LONGEST = 32 * 1024 * 1024  # bytes of standard input


def configure(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.description = _(
        "Reads a failing request on standard input: a cURL command, a raw HTTP request, a URL, a HAR, or JSON such as"
        ' {"request": TEXT or {"api": NAME, "params": {…}}, "app_secret": SECRET, "other_secrets": {NAME: SECRET}}.'
    )
    words = _("the app secret is in this environment variable, where standard input does not hold it")
    parser.add_argument("--secret-env", metavar="NAME", help=words)
    add_json(parser)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Examines and prints."""
    pasted, secret, others = _read(_stdin(terminal))
    secret = secret or read_variable(options.secret_env, terminal.environ)
    found = diagnose(Question(received_of(pasted), secret, others), datetime.now(UTC))
    if options.json:
        terminal.print_json(_to_json(found, pasted.lost))
    else:
        terminal.print(_to_text(found, pasted.lost))
    return ExitCode.DONE


# ---------------------------------------------------------------- what is asked


def _stdin(terminal: Terminal) -> str:
    data = b"" if terminal.stdin is None else terminal.stdin.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        raise BadInput("pasted_too_long", limit=_LONGEST)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("not_utf8") from None


def _read(text: str) -> tuple[PastedRequest, Secret | None, dict[str, Secret]]:
    """The request, the app secret, the secrets of others. Text that is no such JSON is the request itself."""
    asked = _asked(text)
    if asked is None:
        return read_pasted(text), None, {}
    members = dict(asked.pairs)
    request = members["request"]
    others = members.get("other_secrets")
    pairs = others.pairs if isinstance(others, Object) else ()
    return (
        _request_in(request),
        _secret(members.get("app_secret")),
        {name: Secret(value) for name, value in pairs if isinstance(value, str) and value},
    )


def _asked(text: str) -> Object | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        document = read_exactly(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, Object):
        return None
    names = {name for name, _value in document.pairs}
    is_question = "request" in names and names <= {"request", "app_secret", "other_secrets"}
    return document if is_question else None


def _request_in(request: Any) -> PastedRequest:
    if isinstance(request, Object):
        members = dict(request.pairs)
        if "params" in members:
            return of_parameters(members.get("api"), members["params"])
    if isinstance(request, str):
        return read_pasted(request)
    raise BadInput("pasted_unknown")


def _secret(value: Any) -> Secret | None:
    return Secret(value) if isinstance(value, str) and value else None


# ---------------------------------------------------------------- what is answered


def _to_json(found: Diagnosis, lost: tuple[str, ...]) -> dict[str, object]:
    finding = found.finding
    return {
        "verdict": finding.verdict.value,
        "mistakes": _mistakes(finding.mistakes),
        "alternatives": [{"mistakes": _mistakes(one)} for one in finding.alternatives],
        "notes": [_note(note) for note in (*finding.notes, *map(Note, lost))],
        "expected": _signing(finding.expected),
        "received": _signing(finding.received),
        "tried": finding.tried,
        "seconds": round(found.seconds, 4),
    }


def _mistakes(explanation: Explanation) -> list[dict[str, str]]:
    words = [(mistake.id, describe_mistake(mistake)) for mistake in explanation]
    return [{"id": name, "detail": message.message, "fix": message.hint} for name, message in words]


def _note(note: Note) -> dict[str, str]:
    message = describe_note(note)
    return {"id": note.id, "detail": message.message, "fix": message.hint}


def _signing(signing: Signing) -> dict[str, str | None]:
    """Null for what nobody can know: the string behind an unexplained signature, a signature without a secret."""
    return {"string_to_sign": signing.string_to_sign or None, "sign": signing.sign or None}


def _to_text(found: Diagnosis, lost: tuple[str, ...]) -> str:
    finding = found.finding
    lines = [describe_signature_verdict(finding.verdict)]
    for number, explanation in enumerate((finding.mistakes, *finding.alternatives)):
        if number:
            lines += ["", _("Or:")]
        for mistake in _mistakes(explanation):
            lines += [f"  {mistake['id']}: {mistake['detail']}", f"    {mistake['fix']}"]
    for note in (*finding.notes, *map(Note, lost)):
        message = describe_note(note)
        lines.append("- " + " ".join(filter(None, (message.message, message.hint))))
    lines += ["", _("right string to sign:"), f"  {finding.expected.string_to_sign}"]
    if finding.expected.sign:
        lines.append(_("right sign: {sign}").format(sign=finding.expected.sign))
    if finding.verdict is Verdict.EXPLAINED:
        lines += [_("string that was signed:"), f"  {finding.received.string_to_sign}"]
    lines.append(
        ngettext("{count} digest tried in {seconds} s", "{count} digests tried in {seconds} s", finding.tried).format(
            count=finding.tried, seconds=round(found.seconds, 2)
        )
    )
    return "\n".join(lines)
