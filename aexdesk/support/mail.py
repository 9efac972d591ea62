"""A support form as a mail: an address that mail programs open, and an .eml file with what belongs to it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from aexdesk.support.forms import SupportForm

MAILTO_LIMIT: Final = 1_900
"""Letters. Windows hands no more than 2,048 to a mail program, and some programs cut earlier."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with the mail."""

    name: str
    data: bytes
    kind: str = "application/zip"


def to_mailto(form: SupportForm) -> str:
    """The mailto: address of the whole form, however long."""
    subject, body = quote(form.subject, safe=""), quote(form.body.replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(form.to, safe='@')}?subject={subject}&body={body}"


def to_eml(form: SupportForm, attachments: Sequence[Attachment] = (), at: datetime | None = None) -> bytes:
    """The form as a mail that is still to be sent; the same every time. `at`: when it was written.

    From is left out: the mail program that opens the draft knows whose it is.
    """
    mail = EmailMessage(policy=SMTP)
    mail["To"] = form.to
    mail["Subject"] = form.subject
    if at is not None:
        mail["Date"] = format_datetime(at)
    mail["X-Unsent"] = "1"  # asks mail programs to open it for writing
    mail.set_content(form.body, cte="quoted-printable")
    for one in attachments:
        main, _slash, sub = one.kind.partition("/")
        mail.add_attachment(one.data, maintype=main, subtype=sub, filename=one.name)
    if attachments:
        mail.set_boundary(_boundary(form, attachments))
    return mail.as_bytes()


def _boundary(form: SupportForm, attachments: Sequence[Attachment]) -> str:
    """Of what stands between: by chance it would be another each time."""
    digest = hashlib.sha256(form.body.encode("utf-8", "replace"))
    for one in attachments:
        digest.update(one.data)
    return f"=_aexdesk_{digest.hexdigest()[:32]}"
