"""What the log asks for in a line above the table: days, and the names of saved filters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from snt_desk.services import saved_filters
from snt_desk.services.saved_filters import Saved
from snt_desk.ui import period_chip
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import LineField
from snt_desk.ui.pages.patrols.chips import Chips
from snt_desk.ui.strip import Strip


class Asking(QObject):
    """Listens to the chips, asks, and does what was asked for."""

    left = Signal()
    """Back to the list."""

    def __init__(self, desk: Desk, chips: Chips) -> None:
        super().__init__(chips.bar)
        self._desk = desk
        self._chips = chips
        self.strip = Strip()
        self.strip.left.connect(self.left)
        chips.month.dates_asked.connect(self.ask_days)
        chips.saved.save_asked.connect(self.ask_name)
        chips.saved.rename_asked.connect(self.ask_new_name)
        chips.saved.delete_asked.connect(self.delete)
        chips.saved.wanted.connect(chips.show_only)

    def ask_days(self) -> None:
        """Ask from when until when."""
        period_chip.ask_days(self.strip, self._chips.month)

    def ask_name(self) -> None:
        """Ask under which name the present filter is to be kept."""
        self.strip.ask((("Save filter as", _name()),), "Save filter", self._save)

    def _save(self, typed: Sequence[str]) -> None:
        saved = Saved(typed[0], self._chips.words())
        with self._desk.store.change(f"Save filter {typed[0]}") as session:
            saved_filters.save(session, self._desk.team.id, saved)

    def ask_new_name(self, name: str) -> None:
        """Ask for another name of a saved filter."""
        field = _name()
        field.set_value(name)
        rename = partial(self._rename, name)
        self.strip.ask(((f"Rename {name} to", field),), "Rename filter", rename)

    def _rename(self, name: str, typed: Sequence[str]) -> None:
        with self._desk.store.change(f"Rename filter {name}") as session:
            saved_filters.rename(session, self._desk.team.id, name, typed[0])

    def delete(self, name: str) -> None:
        """Let a saved filter go; undo brings it back."""
        with self._desk.store.change(f"Delete filter {name}") as session:
            saved_filters.delete(session, self._desk.team.id, name)


def _name() -> LineField:
    return LineField("Nights on foot", most=saved_filters.LONGEST)
