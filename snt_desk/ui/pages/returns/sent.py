"""What was sent of a month: each revision, what changed from one to the next, its files again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter

from snt_desk.domain import clock
from snt_desk.services import revisions
from snt_desk.services.returns import Drift
from snt_desk.services.revisions import Revision
from snt_desk.ui.desk import Desk
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.pages.returns.look import Seen
from snt_desk.ui.pages.returns.sending import where_files_are
from snt_desk.ui.pages.returns.tables import DRIFT_COLUMNS, DriftRow, drift_rows
from snt_desk.ui.parts import across, button, down, label, rule
from snt_desk.ui.table import ListModel
from snt_desk.ui.table_view import TableView

_NOW = "now"


class SentPane(QSplitter):
    """The revisions above, the newest first; below, what changed figure by figure."""

    again_asked = Signal(object)
    """*Save its files again…*: the `Revision`."""
    left = Signal()
    """Esc."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._desk = desk
        self._seen: Seen | None = None
        self.list = LineView("Revisions", height=52, two=True)
        self._rows: ListModel[DriftRow] = ListModel(DRIFT_COLUMNS)
        self.table = TableView(self._rows, "What changed", height=30)
        self.table.setObjectName("what changed")
        self.heading = label("", "heading")
        self.how_many = label("", "muted")
        self.again_button = button("Save its files again…", "quiet", "download", writes=True)
        self._lay_out()
        self.list.current_changed.connect(self._show)
        self.list.opened.connect(self.table.setFocus)
        self.table.left.connect(self.list.setFocus)
        self.again_button.clicked.connect(self.save_again)

    def _lay_out(self) -> None:
        self.setObjectName("revisions and changes")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        head = across(
            self.heading, self.how_many, None, self.again_button, margins=(16, 0, 8, 0), name="foot"
        )
        self.heading.setMinimumWidth(1)
        self.addWidget(self.list)
        self._below = down(rule(), head, self.table, space=0, stretch=(2,))
        self.addWidget(self._below)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 2)
        self.setSizes([180, 360])

    def show_month(self, seen: Seen) -> None:
        """Show what was sent of a month; the revision in hand stays in hand."""
        self._seen = seen
        lines = [self._line(one) for one in seen.revisions]
        if seen.drift:
            said = f"{len(seen.drift)} figures differ from what was sent"
            first = Line("The records now", id=_NOW, icon="triangle-alert", tone="warn", sub=said)
            lines.insert(0, first)
        if not lines:
            said = "Ctrl+Shift+S sends it. What was sent is kept here, figure by figure."
            lines = [Line(f"Nothing was sent of {seen.month.shown} yet", id="none", sub=said)]
        before = self.list.lines.rowCount()
        self.list.show_lines(lines)
        if before != len(lines):
            # There is news: it is on top.
            self.list.select(lines[0].id)
        self._show()

    @property
    def in_hand(self) -> Revision | None:
        """The revision in hand."""
        found = self._seen.revisions if self._seen else ()
        return next((one for one in found if one.number == self.list.current_id), None)

    def save_again(self) -> None:
        """Ask for the files of the revision in hand to be written once more."""
        if self.in_hand is not None:
            self.again_asked.emit(self.in_hand)

    def _line(self, one: Revision) -> Line:
        day = clock.long_day(clock.local_day(one.sent))
        by = f" by {one.by}" if one.by else ""
        as_at = f"As at {clock.wall(one.made.as_at)} on"
        as_at = f"{as_at} {clock.short_day(clock.local_day(one.made.as_at))}"
        return Line(
            f"Revision {one.number}, sent {day} {clock.wall(one.sent)}{by}",
            id=one.number,
            icon="send",
            sub=f"{as_at}. {where_files_are(self._desk, one.made.stem)}".strip(),
        )

    def _show(self) -> None:
        seen, one = self._seen, self.in_hand
        self.again_button.setVisible(one is not None)
        # No headings over nothing.
        self._below.setVisible(bool(seen and seen.revisions))
        found, words = self._changed()
        if seen is not None:
            self._rows.show_rows(drift_rows(found or (), dict(seen.labels)))
        self.heading.setText(words)
        count = "" if found is None else _figures(len(found))
        self.how_many.setText(count)

    def _changed(self) -> tuple[Sequence[Drift] | None, str]:
        """What changed up to what is in hand, and the words above it; None for a first one."""
        seen, after = self._seen, self.in_hand
        if seen is None or not seen.revisions:
            return None, ""
        if self.list.current_id == _NOW:
            return seen.drift, f"From revision {seen.revisions[0].number} to the records now"
        before = next(
            (one for one in seen.revisions if after and one.number == after.number - 1), None
        )
        if after is None or before is None:
            return None, "The first revision"
        found = revisions.differences(before.made, after.made)
        return found, f"From revision {before.number} to {after.number}"


def _figures(count: int) -> str:
    return "1 figure" if count == 1 else f"{count} figures"
