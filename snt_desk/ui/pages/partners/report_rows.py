"""The reports in the form of a case review: a row for each, and a blank one for the next."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from snt_desk.ui.choices import Choices
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, Choice, LineField
from snt_desk.ui.form import Part
from snt_desk.ui.growing_rows import FieldsOfRow, GrowingRows
from snt_desk.ui.pages.partners.review_reading import TypedReport
from snt_desk.ui.record_form import choose, text_of

_LETTERS, _DIGITS = 2, 3
_HINT = (
    "A letter for each person. Reports of one incident have one number."
    " Ctrl+Shift+Del takes a report out."
)


class _Row(FieldsOfRow[TypedReport]):
    """The fields of one report."""

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
    def fields(self) -> tuple[QWidget, ...]:
        """The fields in the order of Tab."""
        return self.reported, self.reporter, self.incident, self.partner, self.number

    @property
    def value(self) -> TypedReport:
        """What stands in it."""
        return TypedReport(
            reported=self.reported.value,
            reporter=self.reporter.value,
            incident=self.incident.value,
            partner=text_of(self.partner),
            no_partner=self.partner.unknown,
            number=self.number.value,
        )

    def fill(self, typed: TypedReport) -> None:
        """Show another report."""
        self.reported.set_value(typed.reported)
        self.reporter.set_value(typed.reporter)
        self.incident.set_value(typed.incident)
        choose(self.partner, typed.partner, typed.no_partner)
        self.number.set_value(typed.number)


class ReportRows(GrowingRows[TypedReport, _Row]):
    """As many rows as there are reports, and one more to write the next in."""

    blank = TypedReport()
    # Enough for most thresholds.
    at_first = 4
    between = 8

    def _begin(self) -> None:
        self._partners: Choices = []

    def offer(self, partners: Choices) -> None:
        """Offer these organisations. What is chosen stays chosen."""
        self._partners = partners
        for row in self._rows:
            row.partner.show_choices(partners)

    def settle(self) -> None:
        """Take what letters can only mean, as if each field had been left."""
        for row in self._rows:
            row.partner.settle()

    def _show_row(self, number: int, row: _Row, *, shown: bool) -> None:
        for name in ("reported", "partner"):
            self._form.show_row(f"{name}{number}", shown=shown)

    def _made(self, number: int) -> _Row:
        row = _Row()
        row.partner.show_choices(self._partners)
        # Alt and the digit, while there are digits.
        sign = "&" if number < 10 else ""
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
        return row
