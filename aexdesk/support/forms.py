"""Writes the support form: Description, RequestID for your request, API path, RequestBody. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.support.channels import ADDRESSES, Channel, Topic
from aexdesk.support.request_text import make_plain, redacted_names, write_api_path, write_request
from aexdesk.workspace.exchange import Exchange


@dataclass(frozen=True, slots=True)
class SupportForm:
    """A form ready to paste. `to` and `subject` are empty but for email; `Your AppKey:` stands in the email alone.

    `redacted` names the parameters of which something was taken out.
    """

    to: str
    subject: str
    body: str
    redacted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormTexts:
    """What the form says in words. `notice` ends the first line of the description, whatever that is."""

    description: str
    subject: str
    no_request_id: str
    notice: str = ""


def write_form(
    exchange: Exchange, channel: Channel, topic: Topic, texts: FormTexts, *, hides_address: bool = False
) -> SupportForm:
    """The form of an exchange that went through `redaction.for_leaving`."""
    fields = {  # the platform's own names, which are never translated
        "Description": _with_notice(texts.description, texts.notice),
        "RequestID for your request": exchange.request_id or texts.no_request_id,
        "API path": write_api_path(exchange),
        "RequestBody": write_request(exchange, hides_address=hides_address),
    }
    if channel is Channel.EMAIL:
        fields = {"Your AppKey": exchange.app_key, **fields}
    is_email = channel is Channel.EMAIL
    return SupportForm(
        to=ADDRESSES[topic] if is_email else "",
        subject=" ".join(make_plain(texts.subject).split()) if is_email else "",
        body=make_plain("\n".join(_field(label, text) for label, text in fields.items())),
        redacted=redacted_names(exchange.request.parameters),
    )


def _field(label: str, text: str) -> str:
    gap = "\n" if label == "RequestBody" else " "
    return f"{label}:{gap}{text}"


def _with_notice(description: str, notice: str) -> str:
    first, line_end, rest = description.strip().partition("\n")
    return f"{first} {notice}".strip() + line_end + rest
