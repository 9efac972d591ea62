"""The ports on Qt: the real clipboard, questions that never nest a loop, the system's file dialogs and browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QClipboard, QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from aexdesk.secret import Secret
from aexdesk.ui import theme
from aexdesk.ui.later import Later, QtLater, Timer
from aexdesk.ui.ports import SECRET_STAYS_S, Ports, Question
from aexdesk.ui.tasks import Report
from aexdesk.ui.widgets.toast import QtToasts, Toast

if TYPE_CHECKING:
    import asyncio

# What clipboard histories look for before they keep a copy: KDE, macOS, Windows.
_DO_NOT_KEEP = {
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"1",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
}


class QtClipboard:
    """Copies, and forgets a copied secret in time."""

    def __init__(self, clipboard: QClipboard, later: Later) -> None:
        self._clipboard = clipboard
        self._later = later
        self._secret: Secret | None = None
        self._timer: Timer | None = None

    def copy(self, text: str) -> None:
        """Puts `text` there to stay."""
        self._stop_waiting()
        self._clipboard.setText(text)

    def copy_secret(self, secret: Secret) -> None:
        """Puts it there for a while, and asks clipboard histories not to keep it."""
        self._stop_waiting()
        data = QMimeData()
        data.setText(secret.reveal())
        for kind, value in _DO_NOT_KEEP.items():
            data.setData(kind, value)
        self._clipboard.setMimeData(data)
        self._secret = secret
        self._timer = self._later(SECRET_STAYS_S, self.forget_secret)

    def forget_secret(self) -> None:
        """Clears the clipboard, but not what somebody else has put there since."""
        if self._secret is not None and self._clipboard.text() == self._secret.reveal():
            self._clipboard.clear()
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        self._secret = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class QuestionDialog(QDialog):
    """One question: title, text, two answers, the harmless one first to hand."""

    def __init__(self, question: Question, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._must_type = question.must_type
        title, text = QLabel(question.title), QLabel(question.text)
        text.setWordWrap(True)
        theme.mark(title, kind="heading")
        self.typed = QLineEdit()
        self.typed.setAccessibleName(question.title)
        self.typed.setVisible(bool(question.must_type))
        self.yes, self.no = QPushButton(question.yes), QPushButton(question.no)
        theme.mark(self.yes, role="danger" if question.is_dangerous else "primary")
        self.yes.setEnabled(not question.must_type)
        answers = theme.line(self.no, self.yes)
        answers.insertStretch(0)
        theme.column(title, text, self.typed, answers, gap="m", around="l", parent=self)
        self.setMinimumWidth(theme.size("panel"))
        self.typed.textChanged.connect(lambda typed: self.yes.setEnabled(typed == self._must_type))
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        if not question.must_type:
            self.no.setFocus()


class QtAsking:
    """Questions over the window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    async def ask(self, question: Question) -> bool:
        """Whether the person said yes."""
        return await _finish(QuestionDialog(question, self._window)) == QDialog.DialogCode.Accepted.value


class QtFiles:
    """The system's file dialogs."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    async def choose_to_open(self, title: str, patterns: str = "") -> Path | None:
        """A file that exists, or None."""
        dialog = QFileDialog(self._window, title, "", patterns)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return await _choose(dialog)

    async def choose_folder(self, title: str) -> Path | None:
        """A folder that exists, or None."""
        dialog = QFileDialog(self._window, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return await _choose(dialog)

    async def choose_to_save(self, title: str, suggested: str, patterns: str = "") -> Path | None:
        """A name to write to, or None."""
        dialog = QFileDialog(self._window, title, suggested, patterns)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(suggested)
        return await _choose(dialog)


class QtLinks:
    """The system's browser and mail program."""

    def open(self, url: str) -> bool:
        """Whether the system took it."""
        return QDesktopServices.openUrl(QUrl(url))


async def _choose(dialog: QFileDialog) -> Path | None:
    chosen: list[str] = []
    dialog.fileSelected.connect(chosen.append)
    await _finish(dialog)
    return Path(chosen[0]) if chosen and chosen[0] else None


async def _finish(dialog: QDialog) -> int:
    """Opens a dialog and waits for its end: no nested loop, and the dialog goes when the waiting is cancelled."""
    import asyncio  # noqa: PLC0415

    finished: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    dialog.finished.connect(lambda result: None if finished.done() else finished.set_result(result))
    dialog.open()
    try:
        return await finished
    finally:
        dialog.close()
        dialog.deleteLater()


def make_ports(window: QWidget, later: Later | None, report: Report) -> Ports:
    """All ports over `window`; `later` in place of Qt's clock."""
    later = later or QtLater(window)
    return Ports(
        clipboard=QtClipboard(QApplication.clipboard(), later),
        asking=QtAsking(window),
        files=QtFiles(window),
        links=QtLinks(),
        toasts=QtToasts(Toast(window, later)),
        later=later,
        report=report,
    )
