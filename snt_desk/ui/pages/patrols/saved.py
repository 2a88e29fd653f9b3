"""The chip of saved filters: choose one, keep the present one, give it another name, let it go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal

from snt_desk.services.saved_filters import Saved
from snt_desk.ui.filters import ChoiceChip
from snt_desk.ui.parts import escaped


class SavedChip(ChoiceChip):
    """`Saved`, or the name of the saved filter that is on."""

    nothing = ""  # any other filter than a saved one has no name

    wanted = Signal(object)
    """A saved filter is to be shown: its words."""
    save_asked = Signal()
    """The present filter is to be kept; its name is asked for next."""
    rename_asked = Signal(str)
    """The filter that is on is to have another name."""
    delete_asked = Signal(str)
    """The filter that is on is to go."""

    def __init__(self) -> None:
        super().__init__("Saved")
        self._saved: tuple[Saved, ...] = ()

    def offer(self, saved: Sequence[Saved]) -> None:
        """Offer these."""
        self._saved = tuple(saved)
        self._fill()

    def show_current(self, words: Mapping[str, str]) -> None:
        """Say by its name which of them is on, if one is."""
        current = next((one.name for one in self._saved if dict(one.words) == words), None)
        if current != self._value:
            self._value = current
            self._fill()

    def choose(self, value: object) -> None:
        """Show a saved filter."""
        found = next((one for one in self._saved if one.name == value), None)
        if found is not None:
            self.wanted.emit(dict(found.words))

    def clear(self) -> None:
        """Nothing: it says what the others do."""

    def _fill(self) -> None:
        self.show_choices([(one.name, one.name) for one in self._saved])
        menu = self._menu
        if self._saved:
            menu.addSeparator()
        menu.addAction("&Save this filter…", self.save_asked.emit)
        if isinstance(self._value, str):
            name = escaped(self._value)
            menu.addAction(f"&Rename {name}…", partial(self.rename_asked.emit, self._value))
            menu.addAction(f"&Delete {name}", partial(self.delete_asked.emit, self._value))
