"""What only the Doctor tab says: the verdict over a result, whose secret it took, the examples, the progress."""

from __future__ import annotations

from aexdesk.doctor.finding import Mistake, Verdict
from aexdesk.i18n import _, ngettext
from aexdesk.services.doctor_apps import AppFound
from aexdesk.services.doctor_desk import Examination
from aexdesk.services.doctor_examples import ExampleKind
from aexdesk.ui.outcomes import short_api, write_moment
from aexdesk.ui.tabs.doctor.state import CodeState, DoctorState
from aexdesk.wording.doctor_words import describe_signature_verdict
from aexdesk.workspace.exchange import Exchange


def name_example(kind: ExampleKind) -> str:
    """The kind of mistake, on its button."""
    return {
        ExampleKind.PATH: _("API path"),
        ExampleKind.ORDER: _("Order of parameters"),
        ExampleKind.ENCODING: _("Encoding of values"),
        ExampleKind.DIGEST: _("Digest"),
        ExampleKind.SECRET: _("App secret"),
        ExampleKind.TIME: _("Timestamp"),
        ExampleKind.PARAMETERS: _("Forgotten parameter"),
        ExampleKind.JSON: _("JSON text"),
    }[kind]


def explain_example() -> str:
    """What all of these buttons do."""
    return _("Examine a request of the practice app that is signed wrongly on purpose")


def say_placeholder() -> str:
    """In the empty field."""
    return _("Paste a cURL command, a raw HTTP request, a URL, a HAR entry, or JSON with api and params.")


def name_source(exchange: Exchange) -> str:
    """The recorded call that is examined."""
    code = exchange.error.code if exchange.error is not None else ""
    parts = (short_api(exchange.api), code, write_moment(exchange.at))
    return " · ".join(part for part in parts if part)


def say_secret(state: DoctorState, *, is_typed: bool) -> str:
    """Under the field of the app secret."""
    app = state.app
    if is_typed:
        return _("The one typed here is used, and kept nowhere.")
    if app is None or app.is_shut:
        return _say_kept_nowhere(app)
    if app.app_secret is not None:
        if app.profile is None:
            return _("That of the practice app.")
        return _("That of {name} ({environment}).").format(name=app.profile.name, environment=app.environment)
    if app.profile is None:
        return _("No profile has this app key: type its app secret here. It is kept nowhere.")
    return _("{name} has no app secret: type it here. It is kept nowhere.").format(name=app.profile.name)


def _say_kept_nowhere(app: AppFound | None) -> str:
    if app is None:
        return _("Taken from the profile that has the request's app key; or type it here. It is kept nowhere.")
    return _("The keyring is shut: type the app secret here. It is kept nowhere.")


def say_progress(tried: int) -> str:
    """While it searches."""
    if not tried:
        return _("Reading…")
    told = ngettext("{count} digest tried", "{count} digests tried", tried)
    return told.format(count=f"{tried:,}")


def say_verdict(result: Examination) -> str:
    """The verdict in a sentence."""
    if not result.can_judge:
        return _("The signature of this call cannot be examined any more.")
    if not result.finding.expected.sign and result.finding.verdict is Verdict.UNEXPLAINED and not result.is_noted:
        return _("Without the app secret nobody can say whether the signature is right.")
    return describe_signature_verdict(result.finding.verdict)


def tone_of(result: Examination) -> str:
    """Green for right, red for a mistake that was found, amber for what is not known."""
    if not result.can_judge:
        return "warn"
    return {Verdict.VALID: "good", Verdict.EXPLAINED: "bad"}.get(result.finding.verdict, "warn")


def say_effort(result: Examination) -> str:
    """Under the verdict: how sure it is."""
    finding, seconds = result.finding, result.diagnosis.seconds
    if result.is_noted or not result.can_judge:
        return ""
    tried = ngettext("{count} digest tried in {seconds} s", "{count} digests tried in {seconds} s", finding.tried)
    told = tried.format(count=f"{finding.tried:,}", seconds=f"{seconds:.2f}")
    if finding.stopped:
        return told + " · " + _("stopped before the end")
    if finding.verdict is Verdict.EXPLAINED:
        return told + " · " + _("the received signature was reproduced digit by digit")
    return told


def say_alternatives(count: int) -> str:
    """On the fold."""
    told = ngettext("{count} other explanation gives the same signature", "{count} other explanations give the same"
                    " signature", count)  # fmt: skip
    return told.format(count=count)


def name_place(mistake: Mistake) -> str:
    """The id, in the type of data."""
    return mistake.id


def say_code(code: CodeState, files: tuple[str, ...], *, has_secret: bool, is_whole: bool) -> str:
    """Under the corrected request, which reads `files` by these names. `is_whole`: what was signed is known."""
    if code.written == "curl" and not code.text and not is_whole:
        return _("Its right signature is not known: a part of the request was not kept. Code signs anew.")
    told = _say_code(code, has_secret=has_secret)
    if not files or not code.text:
        return told
    where = ngettext("Put the file {names} into the folder where it runs.", "Put the files {names} into the folder"
                     " where it runs.", len(files)).format(names=", ".join(files))  # fmt: skip
    return f"{told} {where}".strip()


def _say_code(code: CodeState, *, has_secret: bool) -> str:
    if code.written == "curl":
        if not code.text:
            return _("Give the app secret, and the request stands here with its right signature.")
        return (
            _("With the right signature for exactly these values. Secrets are read from variables of the shell.")
            if has_secret
            else ""
        )
    if code.variables:
        names = ", ".join(code.variables)
        return _("Signs by itself, rightly, each time anew; reads {names} from the environment.").format(names=names)
    return ""
