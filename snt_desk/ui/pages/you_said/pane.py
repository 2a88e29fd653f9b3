"""Beside the text: what should not go out, and the records that each sentence came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain.public_facts import Source
from snt_desk.domain.unpublished import Remark
from snt_desk.domain.you_said import Sentence
from snt_desk.ui.listing import Line, LineView, Title
from snt_desk.ui.looked import Looked
from snt_desk.ui.page import Target
from snt_desk.ui.parts import across, label
from snt_desk.ui.record_icons import ICONS

_TABS = {
    "patrols": "Patrols",
    "meetings": "Partners",
    "actions": "Partners",
    "partners": "Partners",
    "events": "Community",
    "messages": "Community",
}
"""On which tab a record is; all others are on Priorities."""


class Pane(QFrame):
    """Stands at the right of the text and follows it."""

    wanted = Signal(object)
    """The `Target` of a record that is to be looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self._sources: tuple[Source, ...] = ()
        self._looked = Looked("No name, number or small count was found.")
        self.remarks = self._looked.remarks
        self.sources = LineView("Where it comes from")
        self.sources.opened.connect(self._open)
        column = QVBoxLayout(self)
        # One pixel for the line at its left.
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._looked)
        heading = label("Where it comes from", "heading")
        column.addWidget(across(heading, None, margins=(16, 14, 16, 4)))
        column.addWidget(self.sources, 1)

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show what should not go out, a line each."""
        self._looked.show_remarks(remarks)

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
