"""All keys on one sheet: those of the menus as they are, and those of lists, forms and fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.ui.page import MENUS, Menu
from snt_desk.ui.parts import without_mnemonic
from snt_desk.ui.table import Column, Heading, ListModel
from snt_desk.ui.table_view import TableView

OWN_KEYS: tuple[tuple[str, str, str], ...] = (
    ("In a list or table", "Up, Down, Home, End", "Take another record in hand"),
    ("In a list or table", "Enter", "Open the record in hand"),
    ("In a list or table", "Del", "Delete what is selected"),
    ("In a list or table", "Shift+Up, Shift+Down", "Select more"),
    ("In a list or table", "Ctrl+A", "Select all that is shown"),
    ("In a list or table", "Ctrl+C", "Copy what is selected"),
    ("In a list or table", "Ctrl+Shift+C", "Copy with headings"),
    ("In a list or table", "Ctrl+V", "Paste rows, with a look before they are taken"),
    ("In a list or table", "Any letter", "Filter"),
    ("In a list or table", "Menu or Shift+F10", "Sort, choose and move columns"),
    ("In a table with groups", "Right, Left", "Open the group, shut it"),
    ("In what belongs to a record", "Right, Left", "The next kind, the kind before"),
    ("In what belongs to a record", "Esc", "Back a step, and to the record"),
    ("In a filter", "Esc", "Clear it; once more: back to the list"),
    ("In a form", "Tab, Shift+Tab", "The next field, the last field"),
    ("In a form", "Enter", "The next field"),
    ("In a form", "Ctrl+Enter", "Save and begin a new one"),
    ("In a form", "Alt and the underlined letter", "That field"),
    ("In a form", "Esc", "Back to the list"),
    ("In an empty field of a patrol", "Down, Up", "Write what is usual"),
    ("In a tally", "+, -", "One more, one fewer"),
    ("In a tally", "Enter", "The square below"),
    ("In a tally", "Del", "Empty the square"),
    ("In a date", "t", "Today"),
    ("In a date", "+, -", "The day after, the day before"),
    ("In a date", "12, fri", "The 12th, Friday"),
    ("Where one of a few is chosen", "Its underlined letter", "Choose it"),
    ("Where one of a few is chosen", "Left, Right", "Choose the one beside it"),
    ("Where something is ticked", "Space", "Tick it, or take the tick away"),
    ("In an import", "Any letter or F2", "Mend the cell in hand"),
    ("In an import", "Enter", "Mend it; once mended, the next problem"),
    ("In an import", "Shift+F2", "Mend all cells that said the same"),
    ("In an import", "Del", "Empty the cell"),
    ("In the history", "Esc", "Shut it"),
    ("In the guide", "Alt+Left", "The chapter before"),
    ("In the guide", "Ctrl+F", "Find words in the chapter"),
)
"""Keys that no menu has: where, which, and what they do."""


@dataclass(frozen=True)
class _Line:
    id: int
    keys: str
    does: str


class AllKeys(QWidget):
    """The sheet: a table, so that a reader can walk it and a clipboard can take it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("All keys")
        self._rows = ListModel(
            (
                Column[_Line]("Keys", lambda line: line.keys, width=220),
                Column[_Line]("What they do", lambda line: line.does, stretch=True),
            )
        )
        self._view = TableView(self._rows, "All keys")
        self._view.left.connect(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self.setFocusProxy(self._view)

    def show_lines(self, of_menus: Iterable[tuple[Menu, str, str]]) -> None:
        """Show the keys of the menus (menu, words, keys), and below them those of the parts."""
        listed = sorted(of_menus, key=lambda line: MENUS.index(line[0]))
        # The digit before a tab's name is its mnemonic in the menu, and no word of it.
        lines = [
            (without_mnemonic(menu), keys, does.lstrip("0123456789 "))
            for menu, does, keys in listed
        ]
        rows: list[_Line | Heading] = []
        place = ""
        for where, keys, does in (*lines, *OWN_KEYS):
            if where != place:
                rows.append(Heading(where))
                place = where
            rows.append(_Line(len(rows), keys, does))
        self._rows.show_rows(rows)

    def _close(self) -> None:
        self.window().close()
