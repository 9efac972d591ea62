"""A support form as a mail: an address that mail programs open, and an .eml file. Pure."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from typing import Final
from urllib.parse import quote

from aexdesk.support.forms import SupportForm

MAILTO_LIMIT: Final = 1_900
"""Letters. Windows hands no more than 2,048 to a mail program, and some programs cut earlier."""


def to_mailto(form: SupportForm) -> str:
    """The mailto: address of the whole form, however long."""
    subject, body = quote(form.subject, safe=""), quote(form.body.replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(form.to, safe='@')}?subject={subject}&body={body}"


def to_eml(form: SupportForm) -> bytes:
    """The form as a mail that is still to be sent."""
    mail = EmailMessage(policy=SMTP)
    mail["To"] = form.to
    mail["Subject"] = form.subject
    mail["X-Unsent"] = "1"  # asks mail programs to open it for writing
    mail.set_content(form.body, cte="quoted-printable")
    return mail.as_bytes()
