"""Writes the support form: Description, RequestID for your request, API path, RequestBody. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from aexdesk.support.channels import ADDRESSES, Channel, Topic
from aexdesk.support.hiding import Hiding
from aexdesk.support.request_text import make_plain, write_api_path, write_request
from aexdesk.workspace.exchange import Exchange

APP_KEY = "Your AppKey"
DESCRIPTION = "Description"
REQUEST_ID = "RequestID for your request"
API_PATH = "API path"
REQUEST_BODY = "RequestBody"
"""The platform's own names, which are never translated."""


@dataclass(frozen=True, slots=True)
class SupportForm:
    """A form ready to paste. `to` and `subject` are empty but for email; `Your AppKey:` stands in the email alone.

    `fields`: the same by name, for forms that take them one by one. `hidings`: what does not stand in it, or could be
    taken out.
    """

    to: str
    subject: str
    body: str
    fields: tuple[tuple[str, str], ...] = ()
    hidings: tuple[Hiding, ...] = field(default=(), compare=False)

    def over(self, change: Callable[[str], str]) -> SupportForm:
        """The form with every text as `change` has it."""
        fields = tuple((name, change(text)) for name, text in self.fields)
        return replace(self, subject=change(self.subject), body=change(self.body), fields=fields)


@dataclass(frozen=True, slots=True)
class FormTexts:
    """What the form says in words. `notice` ends the first line of the description, whatever that is."""

    description: str
    subject: str
    no_request_ids: tuple[str, ...]
    notice: str = ""


def write_form(exchanges: Sequence[Exchange], channel: Channel, topic: Topic, texts: FormTexts) -> SupportForm:
    """The form of exchanges that went through `redaction.for_leaving`, and are concealed; the first comes first."""
    is_email = channel is Channel.EMAIL
    requests = [one.request_id or reason for one, reason in zip(exchanges, texts.no_request_ids, strict=True)]
    fields = {
        DESCRIPTION: _with_notice(texts.description, texts.notice),
        REQUEST_ID: "; ".join(requests),
        API_PATH: "; ".join(dict.fromkeys(write_api_path(one) for one in exchanges)),
        REQUEST_BODY: _write_requests(exchanges, requests),
    }
    if is_email:
        fields = {APP_KEY: ", ".join(dict.fromkeys(one.app_key for one in exchanges)), **fields}
    plain = {name: make_plain(text) for name, text in fields.items()}
    return SupportForm(
        to=ADDRESSES[topic] if is_email else "",
        subject=" ".join(make_plain(texts.subject).split()) if is_email else "",
        body="\n".join(_line(name, text) for name, text in plain.items()),
        fields=tuple(plain.items()),
    )


def _write_requests(exchanges: Sequence[Exchange], requests: Sequence[str]) -> str:
    if len(exchanges) == 1:
        return write_request(exchanges[0])
    numbered = enumerate(zip(exchanges, requests, strict=True), 1)
    return "\n".join(
        f"--- {number} of {len(exchanges)}: {one.api}, RequestID {request}\n{write_request(one)}"
        for number, (one, request) in numbered
    )


def _line(label: str, text: str) -> str:
    gap = "\n" if label == REQUEST_BODY else " "
    return f"{label}:{gap}{text}"


def _with_notice(description: str, notice: str) -> str:
    first, line_end, rest = description.strip().partition("\n")
    return f"{first} {notice}".strip() + line_end + rest
