"""The reports in the form of a case review: a row for each, and a blank one for the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.ui.choices import Choices
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.pages.partners.review_reading import TypedReport

_AT_FIRST = 4
"""Rows that are made with the form: enough for most thresholds."""
_LETTERS, _DIGITS = 2, 3
_HINT = "A letter for each person. Reports of one incident have one number."


class _Row(QObject):
    """The fields of one report."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reported = DayField("fri")
        self.reporter = LineField("A", most=_LETTERS)
        self.incident = LineField("1", most=_DIGITS)
        self.partner = Choice("Police")
        self.number = LineField("", most=MOST_IMPORTED)
        for one in (self.reported, self.reporter, self.incident, self.partner, self.number):
            one.changed.connect(self.changed)

    @property
    def value(self) -> TypedReport:
        """What stands in it."""
        partner = self.partner.value
        return TypedReport(
            reported=self.reported.value,
            reporter=self.reporter.value,
            incident=self.incident.value,
            partner=partner if isinstance(partner, str) else None,
            no_partner=self.partner.unknown,
            number=self.number.value,
        )

    def fill(self, report: TypedReport) -> None:
        """Show another report."""
        self.reported.set_value(report.reported)
        self.reporter.set_value(report.reporter)
        self.incident.set_value(report.incident)
        self.partner.set_value(report.partner)
        if report.no_partner:
            self.partner.setEditText(report.no_partner)
        self.number.set_value(report.number)


class ReportRows(QObject):
    """As many rows as there are reports, and one more to write the next in."""

    changed = Signal()

    def __init__(self, form: Form) -> None:
        """Add them to a form, below its fields so far."""
        super().__init__(form)
        self._form = form
        self._rows: list[_Row] = []
        self._partners: Choices = []
        self._filling = False
        place = QWidget()
        self._column = QVBoxLayout(place)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        form.add_widget(place)
        for _ in range(_AT_FIRST):
            self._add_row()
        self._show_needed()

    @property
    def value(self) -> tuple[TypedReport, ...]:
        """What stands in the rows, up to the last that says anything."""
        found = [row.value for row in self._rows]
        while found and found[-1].blank:
            found.pop()
        return tuple(found)

    def set_value(self, reports: Sequence[TypedReport]) -> None:
        """Show these reports instead."""
        self._filling = True
        while len(self._rows) <= len(reports):
            self._add_row()
        for at, row in enumerate(self._rows):
            row.fill(reports[at] if at < len(reports) else TypedReport())
        self._filling = False
        self._show_needed()

    def offer(self, partners: Choices) -> None:
        """Offer these organisations. What is chosen stays chosen."""
        self._partners = partners
        for row in self._rows:
            row.partner.show_choices(partners)

    def settle(self) -> None:
        """Take what letters can only mean, as if each field had been left."""
        for row in self._rows:
            row.partner.settle()

    def _typed(self) -> None:
        if not self._filling:
            self._show_needed()
            self.changed.emit()

    def _show_needed(self) -> None:
        """One blank row stands below what is written."""
        needed = len(self.value) + 1
        if needed > len(self._rows):
            self._add_row()
        for number in range(1, len(self._rows) + 1):
            for name in ("reported", "partner"):
                self._form.show_row(f"{name}{number}", shown=number <= needed)

    def _add_row(self) -> None:
        row, number = _Row(), len(self._rows) + 1
        row.partner.show_choices(self._partners)
        # Alt and the digit, while there are digits.
        sign = "&" if number < 10 else ""
        before = self._rows[-1].number if self._rows else None
        self._form.add(
            Part(f"reported{number}", f"Report {sign}{number}, on", row.reported, stretch=12),
            Part(f"reporter{number}", "By", row.reporter, stretch=4),
            Part(f"incident{number}", "Incident", row.incident, stretch=5),
            hint=_HINT if number == 1 else "",
            within=self._column,
        )
        self._form.add(
            Part(f"partner{number}", "Reported to", row.partner, stretch=10),
            Part(f"number{number}", "Its reference", row.number, stretch=9),
            within=self._column,
        )
        named = {
            row.reporter: "by",
            row.incident: "incident",
            row.partner: "reported to",
            row.number: "its reference",
        }
        for field, words in named.items():
            name = f"Report {number}, {words}"
            if isinstance(field, Choice):
                field.call(name)
            else:
                field.setAccessibleName(name)
        self._put_in_order(row, before)
        row.changed.connect(self._typed)
        self._rows.append(row)

    def _put_in_order(self, row: _Row, before: QWidget | None) -> None:
        """Let Tab come to a row after the one above, wherever it was made."""
        for field in (row.reported, row.reporter, row.incident, row.partner, row.number):
            if before is not None:
                QWidget.setTabOrder(before, field)
            before = field
