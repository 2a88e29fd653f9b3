"""The forms of a page with several kinds of records: made when wanted, one of them in front."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from snt_desk.ui.record_form import RecordForm
from snt_desk.ui.record_kinds import Kind, Records

Made = Callable[[Kind, RecordForm[Any]], object]


class FormsOfKinds(QStackedWidget):
    """A form for each kind, over the page's records."""

    def __init__(self, records: Records, kinds: Sequence[Kind], made: Made) -> None:
        """`made` is told of each form once it is there."""
        super().__init__()
        self._records, self._made = records, made
        self._kinds = {one.table: one for one in kinds}
        self._forms: dict[str, RecordForm[Any]] = {}

    @property
    def front(self) -> RecordForm[Any]:
        """The form that is in front; before any is, that of the first kind."""
        found = self.currentWidget()
        return found if isinstance(found, RecordForm) else self.first

    @property
    def first(self) -> RecordForm[Any]:
        """That of the first kind."""
        return self.of(next(iter(self._kinds)))

    def of(self, table: str) -> RecordForm[Any]:
        """Give the form of the records of a table; made if it is not yet."""
        if table not in self._forms:
            kind = self._kinds[table]
            self._forms[table] = form = kind.form(self._records)
            self.addWidget(form)
            self._made(kind, form)
        return self._forms[table]

    def make(self, called: Collection[str]) -> None:
        """Make the forms of these kinds, by what one is called; other names are passed over."""
        for one in self._kinds.values():
            if one.called in called:
                self.of(one.table)

    def knows(self, table: str) -> bool:
        """Whether records of a table are of one of the kinds."""
        return table in self._kinds

    def called(self, form: RecordForm[Any]) -> str:
        """What a record in that form is called: `meeting`."""
        return self._kinds[form.table].called
