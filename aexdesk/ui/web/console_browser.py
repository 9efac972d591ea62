"""The App Console in an embedded page: what the login page has, and a form that is filled by its labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from aexdesk.i18n import _
from aexdesk.ui.ports import FieldToFill, Ports
from aexdesk.ui.web.browser import Browser


class ConsoleBrowser(Browser):
    """The port `FormBrowser`, with the widget that shows it."""

    def __init__(self, ports: Ports) -> None:
        super().__init__(ports)
        for widget, name in (
            (self, "browser"), (self.address, "address"), (self.copy, "address_copy"),
            (self.reload, "reload"), (self.shut, "close_page"),
        ):  # fmt: skip
            widget.setObjectName(f"cases.{name}")

    def retranslate(self) -> None:
        """Writes its words."""
        super().retranslate()
        self.shut.set_words(_("Close the page"), _("Closes the App Console and forgets its login"))

    def fill_form(self, fields: Sequence[FieldToFill], done: Callable[[Mapping[str, str]], None]) -> None:
        """Writes into the fields that it finds, and sends nothing."""
        if self._running is None:
            done(dict.fromkeys((field.key for field in fields), "elsewhere"))
        else:
            self._running.fill_form(fields, done)
