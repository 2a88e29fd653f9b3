"""Beside the text: what should not go out, and the records that each sentence came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain.public_facts import Source
from snt_desk.domain.unpublished import Remark
from snt_desk.domain.you_said import Sentence
from snt_desk.ui import named, theme
from snt_desk.ui.listing import Line, LineView, Title
from snt_desk.ui.page import Target
from snt_desk.ui.parts import Picture, across, label
from snt_desk.ui.record_icons import ICONS

_MOST_HIGH = 180
_TABS = {
    "patrols": "Patrols",
    "meetings": "Partners",
    "actions": "Partners",
    "partners": "Partners",
    "events": "Community",
    "messages": "Community",
}
"""On which tab a record is; all others are on Priorities."""
_NOTHING = "No name, number or small count was found."


class Pane(QFrame):
    """Stands at the right of the text and follows it."""

    wanted = Signal(object)
    """The `Target` of a record that is to be looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self._sources: tuple[Source, ...] = ()
        self._heading = label("", "heading")
        self._nothing = label(_NOTHING, "muted", wrap=True)
        self._fine = across(Picture("circle-check", "ok"), self._nothing, margins=(16, 2, 16, 8))
        self.remarks = LineView("Look at before it goes out")
        self.sources = LineView("Where it comes from")
        self.sources.opened.connect(self._open)
        column = QVBoxLayout(self)
        # One pixel for the line at its left.
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(across(self._heading, None, margins=(16, 12, 16, 4)))
        column.addWidget(self._fine)
        column.addWidget(self.remarks)
        heading = label("Where it comes from", "heading")
        column.addWidget(across(heading, None, margins=(16, 14, 16, 4)))
        column.addWidget(self.sources, 1)
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

    def show_sources(self, sentences: Sequence[Sentence], rewritten: int) -> None:
        """Show the records of each sentence that still stands in the text."""
        self._sources = tuple(source for one in sentences for source in one.sources)
        self.sources.show_lines(list(_lines(sentences, rewritten)))

    def _open(self, at: object) -> None:
        if isinstance(at, int) and at < len(self._sources):
            self.wanted.emit(target(self._sources[at]))


def target(source: Source) -> Target:
    """Say where a record, or a list of them, is to be looked at."""
    tab = _TABS.get(source.table, "Priorities")
    return Target(tab, source.table, source.ref, source.filters)


def _lines(sentences: Sequence[Sentence], rewritten: int) -> Iterator[Line | Title]:
    at = 0
    for sentence in sentences:
        yield Title(sentence.text.removeprefix("- "))
        for source in sentence.sources:
            yield Line(source.words, at, icon=ICONS.get(source.table, "target"))
            at += 1
    if rewritten:
        said = "sentence was" if rewritten == 1 else "sentences were"
        yield Title(f"{rewritten} {said} rewritten")
