"""The tour in the Support tab: the failed call as a form, on the clipboard, without a secret."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from aexdesk.i18n import _, ngettext
from aexdesk.support.channels import Channel
from aexdesk.tour.outcome import Unmet, check_equal
from aexdesk.tour.visit import Visit

_FIELDS = ("Description:", "RequestID for your request:", "API path:", "RequestBody:")


async def copy_form(visit: Visit) -> str:
    """Goes from the failed call to its form and presses *Copy*: the clipboard holds it, and no secret of this run."""
    hands, desk = visit.hands, visit.desk
    await hands.click("console.support")
    body = await hands.find("support.body", QPlainTextEdit)
    exchange = await desk.history.get(visit.found.exchange_id)
    await hands.until(
        lambda: exchange.request_id in body.toPlainText(),
        _("a form with the request ID {id}").format(id=exchange.request_id),
        body.toPlainText,
    )
    await hands.click("support.copy")
    clipboard = QGuiApplication.clipboard()
    await hands.until(
        lambda: clipboard.text() == body.toPlainText(), _("the form on the clipboard"), lambda: _("something else")
    )
    copied = clipboard.text()
    check_equal(_("the form"), copied, (await desk.support_desk.write_form(exchange.id, Channel.DINGTALK)).body)
    check_equal(_("fields missing in the form"), [field for field in _FIELDS if field not in copied], [])
    if desk.redact(copied) != copied or exchange.request.sign in copied:
        raise Unmet(_("no session, signature or secret in the form"), _("one of them"))
    return ngettext(
        "{count} letter on the clipboard, without session, signature and secret",
        "{count} letters on the clipboard, without session, signature and secret",
        len(copied),
    ).format(count=len(copied))
