"""Signing: the parameters, the string to sign, the signature, URL and body, live as one types or as it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QWidget

from aexdesk.i18n import _, ngettext
from aexdesk.ui import theme
from aexdesk.ui.outcomes import write_moment
from aexdesk.ui.tabs.console.preview import SigningPreview
from aexdesk.ui.tabs.console.signed_parameters import SignedParameters
from aexdesk.ui.tabs.console.signing_block import SigningBlock
from aexdesk.ui.tabs.console.tinted_text import TintedText, WrappedText
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.wording import describe

if TYPE_CHECKING:
    from aexdesk.openplatform.multipart import SentFile
    from aexdesk.ui.ports import Clipboard
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.tabs.console.model import ConsoleModel
    from aexdesk.ui.turns import Steps

_LETTERS = 24
_NOW, _SENT = "now", "sent"


class SigningView(ComposedView):
    """Hidden secrets are dots here, and in what is copied unless the button says otherwise."""

    def __init__(
        self, model: ConsoleModel, clipboard: Clipboard, navigate: Navigate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._clipboard, self._navigate = clipboard, navigate

    def _compose(self) -> Steps:
        page = self._frame()
        self._page = QWidget(page)
        self.which = Combo(page)
        self.which.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(_LETTERS)
        self.which.chosen.connect(lambda _which: self.show_state())
        self._missing, self._repair = QLabel(page), QPushButton(page)
        self._missing.setWordWrap(True)
        theme.mark(self._missing, kind="muted")
        self._repair.clicked.connect(lambda: self._navigate("app_keys"))
        yield
        self.table = SignedParameters(self._page)
        yield
        self.string, self.sign = TintedText(self._page), WrappedText(parent=self._page)
        yield
        self.url, self.body = WrappedText(parent=self._page), WrappedText(most_lines=10, parent=self._page)
        self.files = WrappedText(most_lines=10, parent=self._page)
        self.table.pointed.connect(self.string.mark)
        self.string.pointed.connect(self._mark)
        yield
        blocks = []
        for block in self._make_blocks(self._clipboard):
            blocks.append(block)
            yield
        self._blocks = tuple(blocks)
        self._files = SigningBlock(
            lambda: _("Files, not signed: each travels as a part of its own"),
            self.files,
            self._clipboard,
            lambda: _("files"),
            self.files.toPlainText,
        )
        head = theme.line(self._missing, self._repair)
        head.setStretch(0, 1)
        head.setAlignment(self._repair, Qt.AlignmentFlag.AlignTop)
        column = theme.column(self.which, head, self._page, around="m", parent=page)
        column.addStretch(1)
        self._column = theme.column(self._blocks[0], self._files, *self._blocks[1:], gap="m", parent=self._page)
        yield

    def show_state(self) -> None:
        """Shows the draft as it would leave now, or the call beside it as it was sent."""
        state = self._model.state
        self._show_choices()
        is_sent = self.is_sent
        preview = state.sent if is_sent else state.preview
        if preview is not None:
            self._show_preview(preview)
        has_session = not is_sent and self._model.open_texts() is not None
        for block in self._blocks:
            block.offer_session(has_session)
        self._page.setVisible(preview is not None)
        self._show_missing(preview is None)

    @property
    def is_sent(self) -> bool:
        """Whether the call beside it is shown, and not the draft."""
        return self._model.state.sent is not None and self.which.choice() == _SENT

    def retranslate(self) -> None:
        """Writes its words."""
        self.which.setAccessibleName(_("Which call is shown signed"))
        self.table.setAccessibleName(_("Parameters in the order in which they travel"))
        self.string.setAccessibleName(_("String to sign"))
        self.sign.setAccessibleName(_("Signature"))
        self.url.setAccessibleName(_("URL"))
        self.body.setAccessibleName(_("Body"))
        self.files.setAccessibleName(_("Files that go along"))
        self._files.retranslate()
        self._repair.setText(_("App keys"))
        for block in self._blocks:
            block.retranslate()
        self.show_state()

    def _frame(self) -> QWidget:
        """The page that scrolls. It comes first: what moves with all that is in it is dressed anew each time."""
        page = QWidget()
        theme.mark(page, role="page")
        # Not `scroll`: in a small window the request gives way to its answer.
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        theme.column(area, gap="", parent=self)
        return page

    def _make_blocks(self, clipboard: Clipboard) -> Iterator[SigningBlock]:
        read = self._preview
        texts = self._model.open_texts
        yield SigningBlock(lambda: _("Parameters, in the order in which they travel"), self.table, clipboard)
        yield SigningBlock(
            lambda: _("String to sign: sorted by name, joined without separators"),
            self.string,
            clipboard,
            lambda: _("string to sign"),
            lambda: preview.string_to_sign if (preview := read()) else "",
            lambda: opened.string_to_sign if (opened := texts()) else None,
        )
        yield SigningBlock(
            self._name_digest,
            self.sign,
            clipboard,
            lambda: _("signature"),
            lambda: preview.sign if (preview := read()) else "",
        )
        yield SigningBlock(
            lambda: _("URL"),
            self.url,
            clipboard,
            lambda: _("URL"),
            lambda: preview.url if (preview := read()) else "",
            lambda: opened.url if (opened := texts()) else None,
        )
        yield SigningBlock(
            lambda: _("Body"),
            self.body,
            clipboard,
            lambda: _("body"),
            lambda: preview.body if (preview := read()) else "",
            lambda: opened.body if (opened := texts()) else None,
        )

    def _preview(self) -> SigningPreview | None:
        return self._model.state.sent if self.is_sent else self._model.state.preview

    def _name_digest(self) -> str:
        preview = self._preview()
        digest = preview.digest.value if preview else ""
        return _("{digest}, with the app secret → sign").format(digest=digest)

    def _show_preview(self, preview: SigningPreview) -> None:
        self.table.show_parameters(preview.parameters)
        origins = {one.name: one.origin for one in preview.parameters}
        self.string.show_segments(preview.segments, origins)
        self.sign.show_text(preview.sign)
        self.url.show_text(preview.url)
        self.body.show_text(preview.body)
        self.files.show_text("\n".join(_describe(one) for one in preview.files))
        self._files.setVisible(bool(preview.files))
        self._blocks[2].retranslate()
        self._blocks[4].setVisible(preview.http_method == "POST")

    def _show_choices(self) -> None:
        state = self._model.state
        choices = [Choice(_NOW, _("The draft, as it would leave now"))]
        if state.answer is not None:
            moment = write_moment(state.answer.exchange.at)
            choices.append(Choice(_SENT, _("As sent, {moment}").format(moment=moment)))
        self.which.set_choices(choices)
        self.which.show_choice(self.which.choice() or _NOW)
        self.which.setVisible(len(choices) > 1)

    def _show_missing(self, is_missing: bool) -> None:
        state = self._model.state
        text = ""
        if is_missing and not state.draft.api:
            text = _("Choose an API, and its signature stands here as you type.")
        elif is_missing and not state.app:
            text = _("There is no app key in this environment. A signature needs an app key and its secret.")
        elif is_missing and state.preview_fault is not None:
            words = describe(state.preview_fault)
            text = f"{words.message} {words.hint}"
        elif is_missing:
            text = _("Signing…")
        if text != self._missing.text():
            self._missing.setText(text)
        self._missing.setVisible(bool(text))
        is_about_keys = not state.app or (state.preview_fault and state.preview_fault.code == "app_secret_missing")
        self._repair.setVisible(bool(is_missing and state.draft.api and is_about_keys))

    def _mark(self, parameter: str) -> None:
        self.string.mark(parameter)


def _describe(file: SentFile) -> str:
    size = ngettext("{count} byte", "{count} bytes", file.size).format(count=file.size)
    return f"{file.name}: {file.file_name} · {size}"
