"""What was found in a text that is about to go out: each place, or that there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain.unpublished import Remark
from snt_desk.ui import named, theme
from snt_desk.ui.ask import Ask
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.parts import Picture, across, label

_MOST_HIGH = 180
_MOST_NAMED = 3


class Looked(QFrame):
    """Stands beside the text and follows it."""

    def __init__(self, nothing: str) -> None:
        """`nothing` is what it says where nothing was found."""
        super().__init__()
        self._heading = label("", "heading")
        self._fine = across(
            Picture("circle-check", "ok"),
            label(nothing, "muted", wrap=True),
            margins=(16, 2, 16, 8),
        )
        self.remarks = LineView("Look at before it goes out")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(across(self._heading, None, margins=(16, 12, 16, 4)))
        column.addWidget(self._fine)
        column.addWidget(self.remarks)
        self.show_remarks(())

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show what should not go out, a line each."""
        number = named.counted(len(remarks), "place") if remarks else ""
        self._heading.setText(
            f"Look at {number} before it goes out" if number else "Looked through"
        )
        self.remarks.show_lines(
            [
                Line(one.text, at, icon="triangle-alert", tone="warn")
                for at, one in enumerate(remarks)
            ]
        )
        self.remarks.setFixedHeight(min(self.remarks.content_height(), theme.px(_MOST_HIGH)))
        self.remarks.setVisible(bool(remarks))
        self._fine.setVisible(not remarks)


def may_go(ask: Ask, verb: str, remarks: Sequence[Remark]) -> bool:
    """Ask before a text goes out in which something was found; *verb* is what is done with it."""
    if not remarks:
        return True
    title = f"{verb} it with {named.counted(len(remarks), 'place')} to look at?"
    return ask.confirm(title, said(remarks), verb)


def said(remarks: Sequence[Remark]) -> str:
    """Name the first few of them in a sentence each."""
    texts = [one.text for one in remarks[:_MOST_NAMED]]
    more = len(remarks) - len(texts)
    return " ".join([*texts, f"And {more} more."] if more else texts)
