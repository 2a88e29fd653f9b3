"""Who starts the desk again on the same file gets the window that is there, brought to the front.

The window that has the file listens at a place that only this user of this computer can
reach: a socket in a folder of his own, or a named pipe on Windows; never a port of a network.
One word is understood there, and nothing is ever read from who says it.
"""

from __future__ import annotations

import os
import stat
import sys
from binascii import crc32
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from snt_desk import paths, there

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

SAID = "SNT Desk has this file open already. Its window has been brought to the front."

_ASK, _ANSWER = b"raise\n", b"raised\n"
_PATIENCE_MS = 500
_LONGEST = 100
"""Bytes that the name of a socket may have on any system."""


def is_there(where: str) -> bool:
    """Whether a window seems to have this file open; asked before each start, so it is quick."""
    with suppress(OSError):
        return there.anything(place(where))
    return False


def bring_to_front(where: str) -> bool:
    """Ask the window that has this file to come to the front; gives whether it did."""
    # Loaded here and below: most starts are the first.
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(place(where))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    _let_it_take_the_front()
    socket.write(_ASK)
    socket.flush()
    heard = b""
    while len(heard) < len(_ANSWER) and socket.waitForReadyRead(_PATIENCE_MS):
        heard += bytes(socket.read(len(_ANSWER)).data())
    socket.abort()
    return heard == _ANSWER


class OneWindow(QObject):
    """Listens for others who start the desk on the same file."""

    wanted = Signal()
    """Somebody wants to see the window."""

    def __init__(self, where: str, parent: QObject | None = None) -> None:
        """Listen from now on, where that can be; else a second start says who has the file."""
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        self.where = where
        self._callers: list[QLocalSocket] = []
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._hang_up)
        self._server: QLocalServer = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)
        if _is_ours(_folder()):
            # One that a killed window left behind: whoever has the file's lock may take it away.
            QLocalServer.removeServer(place(where))
            self._server.listen(place(where))

    @property
    def listens(self) -> bool:
        """Whether it can be heard."""
        return self._server.isListening()

    def stop(self) -> None:
        """Listen no more."""
        self._hang_up()
        self._server.close()

    @Slot()
    def _hear(self) -> None:
        while self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.readyRead.connect(self._answer)
            self._callers.append(caller)
        self._patience.start()

    @Slot()
    def _hang_up(self) -> None:
        """Let all go that have called: whoever has nothing to say does not stay."""
        callers, self._callers = self._callers, []
        for caller in callers:
            caller.abort()
            caller.deleteLater()

    @Slot()
    def _answer(self) -> None:
        for caller in self._callers:
            whole = caller.bytesAvailable() >= len(_ASK)
            if whole and bytes(caller.read(len(_ASK)).data()) == _ASK:
                caller.write(_ANSWER)
                caller.flush()
                self.wanted.emit()


def place(where: str) -> str:
    """The place of a data file's window: the same by whatever path, and another for each user."""
    file = os.path.realpath(where)
    user = os.environ.get("USERNAME", "") if sys.platform == "win32" else os.getuid()
    # Nothing has to be hidden, and a digest that hides would be slow to import.
    said = f"{user}\0{file}".encode(errors="surrogateescape")
    digest = f"{crc32(said):08x}{crc32(said[::-1]):08x}{len(said):x}"
    if sys.platform == "win32":
        return rf"\\.\pipe\snt-desk-{digest}"
    return str(_folder() / f"{digest}.desk")


def _folder() -> Path:
    return paths.runtime()


def _is_ours(folder: Path) -> bool:
    """Whether nobody else can put anything there."""
    if sys.platform == "win32":  # pragma: no cover  # a pipe has its own rights
        return True
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    mine = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return mine and not found.st_mode & 0o077 and len(os.fsencode(folder)) + 30 <= _LONGEST


def _let_it_take_the_front() -> None:
    if sys.platform == "win32":  # pragma: no cover  # there, only who was started last may
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
