"""What was copied of residents' details does not stay on the clipboard for the next one who pastes.

After half a minute it is taken away, if it is still what was put there; so it is when the
window locks or closes. Windows is asked not to keep it in the history of its clipboard.
"""

from __future__ import annotations

import hashlib
import sys

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from snt_desk.ui.later import later

SECONDS = 30.0
_NOT_KEPT = (
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"',
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"',
)
_put: list[bytes] = []
"""The digest of what was put there last, while it may still be there."""


def keep_out_of_history(data: QMimeData) -> None:
    """Ask Windows not to keep this, and not to send it to other computers; others pass it by."""
    for kind in _NOT_KEPT if sys.platform == "win32" else ():
        data.setData(kind, QByteArray(bytes(4)))


def clear_soon() -> None:
    """Take away what stands there now after half a minute, if nothing else was copied since."""
    app = QGuiApplication.instance()
    if app is not None:
        _put[:] = [_digest()]
        copied = _put[0]
        later(app, lambda: clear() if _put == [copied] else None, round(SECONDS * 1000))


def clear() -> None:
    """Take away what was copied of residents' details, if it is still there."""
    if _put and _put[0] == _digest():
        QGuiApplication.clipboard().clear()
    _put.clear()


def _digest() -> bytes:
    return hashlib.sha256(QGuiApplication.clipboard().text().encode()).digest()
