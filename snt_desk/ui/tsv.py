"""Rows on the clipboard, as Excel takes them: plain with tabs, and as a table."""

from __future__ import annotations

import atexit
import re
from collections.abc import Sequence
from html import escape
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from snt_desk.ui import clipboard, paint
from snt_desk.ui.table import Cells

_NUMBER = re.compile(r"[+-]?[\d.,:]+( ?%)?|\d\d/\d\d/\d{4}")
_FORMULA = re.compile(r"[\u200b-\u200d\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
# Excel takes what bears this for words, whatever it looks like: 3/4 is no date.
_WORDS = " style=\"mso-number-format:'\\@'\""

_NO_SCREEN = frozenset({"offscreen", "minimal"})


@runtime_checkable
class NotesCopies(Protocol):
    """A window that notes what leaves it by the clipboard."""

    def note_copy(self, what: str, rows: int) -> None:
        """Note that so many rows are about to be copied; DeskError where that cannot be."""
        ...


def note(table: QWidget, rows: int) -> None:
    """Let the window of a table note that rows of it are about to be copied."""
    window = table.window()
    if isinstance(window, NotesCopies):
        window.note_copy(table.accessibleName(), rows)


def texts(cells: Cells, columns: Sequence[int]) -> list[str]:
    """One row: its cells of those columns, in that order."""
    return [_for_excel(cells[at].for_sheet) for at in columns if at < len(cells)]


def put(rows: Sequence[Sequence[str]]) -> None:
    """Put these rows on the clipboard."""
    QGuiApplication.clipboard().setMimeData(copied(rows))
    if QGuiApplication.platformName() in _NO_SCREEN:
        # There Qt lets go of them after Python has gone, and crashes on what Python made.
        atexit.unregister(_leave_words)
        atexit.register(_leave_words)


def _leave_words() -> None:
    """Leave the words alone on the clipboard."""
    if QGuiApplication.instance() is not None:
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(clipboard.text())


def copied(rows: Sequence[Sequence[str]]) -> QMimeData:
    """Give these rows as a spreadsheet takes them: cells keep to their columns."""
    made = QMimeData()
    made.setText("\n".join("\t".join(row) for row in rows))
    lines = ("".join(map(_cell, row)) for row in rows)
    made.setHtml("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
    clipboard.keep_out_of_history(made)
    return made


def _cell(text: str) -> str:
    return f"<td{'' if _NUMBER.fullmatch(text) else _WORDS}>{escape(text)}</td>"


def _for_excel(text: str) -> str:
    """One cell: no line ends or tabs inside, and nothing that is taken for a formula."""
    flat = " ".join(paint.straight(text).split())
    return flat if _NUMBER.fullmatch(flat) or not _FORMULA.match(flat) else f"'{flat}"
