"""One window for each data folder: a second start raises the first, by a local socket."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_RAISE = b"raise\n"
_DONE = b"done\n"
_PATIENCE_MS = 1000
_LONGEST_PATH = 100
"""A socket's path has room for 104 bytes on macOS, 108 on Linux."""


def socket_name(home: Path) -> str:
    """Where the first window of this folder listens: a path only its user can reach, or on Windows a pipe's name."""
    digest = QCryptographicHash.hash(str(home.resolve()).encode(), QCryptographicHash.Algorithm.Sha256)
    mark = bytes(digest.toHex().data()).decode()[:16]
    if sys.platform == "win32":
        return f"aexdesk-{mark}"
    # On macOS the folder for temporary things is the user's own.
    own = QDir.tempPath() if sys.platform == "darwin" else str(home)
    path = f"{os.environ.get('XDG_RUNTIME_DIR') or own}/aexdesk-{mark}.sock"
    return path if len(path.encode()) <= _LONGEST_PATH else f"{QDir.tempPath()}/aexdesk-{mark}.sock"


def raise_first(home: Path) -> bool:
    """Whether a first window is there and has come to the front."""
    name = socket_name(home)
    if sys.platform != "win32" and not _is_ours(name):
        return False
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - most starts are first starts

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(_RAISE)
    socket.flush()
    has_answered = socket.waitForReadyRead(_PATIENCE_MS) and bytes(socket.readAll().data()) == _DONE
    socket.disconnectFromServer()
    return has_answered


def _is_ours(path: str) -> bool:
    try:
        return os.stat(path).st_uid == os.getuid()
    except OSError:
        return False


class FirstWindow(QObject):
    """Listens for second starts. Only for the holder of the folder's lock: what else lies at that name is a
    remnant, and Qt puts the new socket in its place."""

    raise_wanted = Signal()

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._name = socket_name(home)
        self._server: QLocalServer | None = None

    def listen(self) -> bool:
        """Whether second starts will find this window; without, they say that the folder is in use."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Stops listening."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _answer(self) -> None:
        while self._server is not None and (visitor := self._server.nextPendingConnection()) is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.write(_DONE)
            visitor.flush()
            self.raise_wanted.emit()
