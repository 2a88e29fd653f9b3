"""One entry beside the list: who, when, what became what, and what of it can be brought back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.services import journal
from snt_desk.services.bring_back import Gone
from snt_desk.services.history_words import Difference
from snt_desk.services.journal_entry import EntryInFull, Told
from snt_desk.ui import theme
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.pages.journal.columns import KINDS
from snt_desk.ui.panels import Box
from snt_desk.ui.parts import across, as_part, button, down, label
from snt_desk.ui.reading import Paragraph, Reading

_NOTHING = "Choose an entry, and all of it stands here."
_DID = {"came": "Added", "went": "Deleted", "changed": "Changed"}
_HASH = 12
_LIST_HIGH = 160


class EntryPane(QFrame):
    """Stands at the right of the list and follows what is in hand."""

    bring_back_asked = Signal(list)
    """Records that are to be brought back (`Gone`)."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self._gone: tuple[Gone, ...] = ()
        self.box = Box("bad")
        self.text = Reading("Entry")
        self.told: tuple[Told, ...] = ()
        """The records that the entry touched, as far as they are told."""
        self.list = LineView("Deleted records")
        self.one = button("&Bring back", "primary", "undo-2")
        self.all = button("", "", "undo-2")
        self.list.opened.connect(self._ask_one)
        self.one.clicked.connect(self._ask_one)
        self.all.clicked.connect(self._ask_all)
        buttons = across(self.one, self.all, None, margins=(16, 8, 16, 12))
        as_part(buttons)
        self._below = down(
            across(label("Deleted, and not there now", "heading"), margins=(16, 10, 16, 4)),
            self.list,
            buttons,
            space=0,
        )
        column = QVBoxLayout(self)
        # One pixel for the line at its left.
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(across(self.box, margins=(12, 12, 12, 0), stretch=(0,)))
        column.addWidget(self.text, 1)
        column.addWidget(self._below)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that there is nothing in hand."""
        self.told = ()
        self.box.hide()
        self.text.write([Paragraph(_NOTHING, "muted")])
        self._offer(())

    def show_refused(self, title: str, text: str) -> None:
        """Say why the contents are not shown."""
        self.show_nothing()
        self.text.write([])
        self.box.say(title, text)

    def show_entry(self, entry: EntryInFull) -> None:
        """Show an entry."""
        self.told = entry.told
        self.box.hide()
        self.text.write(list(_paragraphs(entry)))
        self._offer(entry.gone)

    @property
    def gone(self) -> tuple[Gone, ...]:
        """What can be brought back."""
        return self._gone

    def _offer(self, gone: Sequence[Gone]) -> None:
        self._gone = tuple(gone)
        self.list.show_lines(
            [Line(_capital(one.called), at, icon="trash-2") for at, one in enumerate(gone)]
        )
        high = min(self.list.content_height(), theme.px(_LIST_HIGH))
        self.list.setFixedHeight(high)
        self._below.setVisible(bool(gone))
        self.all.setVisible(len(gone) > 1)
        words = f"Bring back &all {len(gone):,}"
        self.all.setText(words)
        self.all.setAccessibleName(words.replace("&", ""))

    def _ask_one(self) -> None:
        at = self.list.current_id
        chosen = self._gone[at] if isinstance(at, int) and at < len(self._gone) else None
        if chosen is not None or self._gone:
            self.bring_back_asked.emit([chosen or self._gone[0]])

    def _ask_all(self) -> None:
        self.bring_back_asked.emit(list(self._gone))


def _paragraphs(entry: EntryInFull) -> Iterator[Paragraph]:
    row = entry.row
    yield Paragraph(row.what, bold=True)
    day = clock.long_day(clock.local_day(row.at))
    yield Paragraph(f"{journal.in_words(row.who, row.called)}, {day} {clock.wall(row.at)}", "muted")
    if row.categories:
        yield Paragraph(", ".join(KINDS[one] for one in row.categories), "muted")
    for name, said in (("For", row.recipient), ("Reason", row.reason), ("About", row.records)):
        if said and (name != "About" or row.subject):
            yield Paragraph(f"{name}: {said}")
    for told in entry.told:
        yield from _of_record(told)
    if entry.more:
        yield Paragraph(f"And {entry.more:,} more records.", "muted", above=14)
    sealed = f", sealed {entry.hash[:_HASH]}" if entry.hash else ", not sealed"
    desk = f", at {row.desk}" if row.desk else ""
    yield Paragraph(f"Entry {row.id:,}{desk}{sealed}", "muted", above=14)


def _of_record(told: Told) -> Iterator[Paragraph]:
    yield Paragraph(f"{_DID[told.did]}: {told.called}", bold=True, above=14)
    if told.erased:
        yield Paragraph("Its contents were erased.", "muted")
    for one in told.differences:
        yield Paragraph(f"{one.field}: {one.before}" if told.did == "went" else _line(one))


def _line(one: Difference) -> str:
    if not one.before:
        return f"{one.field}: {one.after}"
    return f"{one.field}: {one.before} → {one.after or 'nothing'}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
