"""Undo and redo by their names: in the menu, in the status line, after a deletion in a bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from snt_desk.ui.menus import Menus
from snt_desk.ui.page import Command
from snt_desk.ui.parts import announce, escaped
from snt_desk.ui.status import StatusBar

if TYPE_CHECKING:
    from snt_desk.db.store import Store
    from snt_desk.ui.panels import UndoBar


_SAID = {"Delete": "Deleted", "Import": "Imported"}
"""What was done where many records may be another way now, and no question was asked before."""


class WayBack:
    """The way back through the changes of the store, and forward again."""

    _store: Store

    def __init__(self, menus: Menus, status: StatusBar) -> None:
        """Stand in the Edit menu and in the status line; `take` brings the store."""
        self._status = status
        self._bar: UndoBar | None = None
        self._walking = False
        self._covered = False
        self._late = ""
        self._undo_action, self._redo_action = menus.add(
            (
                Command(
                    "&Edit", "&Undo", self.undo, "Ctrl+Z", self._can_undo, of_tabs=True, writes=True
                ),
                Command(
                    "&Edit",
                    "&Redo",
                    self.redo,
                    "Ctrl+Y; Ctrl+Shift+Z",
                    self._can_redo,
                    of_tabs=True,
                    writes=True,
                ),
            )
        )
        status.undo.connect(self.undo)

    def take(self, store: Store) -> None:
        """Walk the changes of this store."""
        self._store = store
        self._show()

    def changed(self) -> None:
        """Say what can be undone now; a bar does after much was deleted or imported at once."""
        self._show()
        done = self._store.undo_label or ""
        verb, _, what = done.partition(" ")
        if verb in _SAID and not self._walking:
            self._offer(f"{_SAID[verb]} {what}")
        elif self._bar is not None:
            self._bar.hide()

    def cover(self, *, covered: bool) -> None:
        """Offer nothing while an import lies over the tabs: what would be undone is not seen."""
        self._covered = covered
        self._show()
        if self._late and not covered:
            self._offer(self._late)

    def _offer(self, done: str) -> None:
        """Show what was done with the way back; later, if an import lies over the tabs."""
        self._late = done if self._covered else ""
        if not self._covered:
            self._made_bar().offer(done)
            self._status.place_over_saved(self._bar)

    def undo(self) -> None:
        """Take back the last change; a screen reader says which."""
        self._walk("Undone", self._store.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._walk("Done again", self._store.redo)

    def _walk(self, said: str, step: Callable[[], str]) -> None:
        self._walking = True
        try:
            done = step()
        finally:
            self._walking = False
        announce(self._status, f"{said}: {done}")

    def _made_bar(self) -> UndoBar:
        # Loaded here: the first paint has nothing to undo.
        from snt_desk.ui.panels import UndoBar

        if self._bar is None:
            self._bar = UndoBar(self._status)
            self._bar.undo.connect(self.undo)
        return self._bar

    def _show(self) -> None:
        undo, redo = self._store.undo_label, self._store.redo_label
        self._undo_action.setText("&" + escaped(_named("Undo", undo)))
        self._redo_action.setText("&" + escaped(_named("Redo", redo)))
        self._status.show_undo(_named("Undo", undo) if undo and not self._covered else "")

    def _can_undo(self) -> bool:
        return self._store.undo_label is not None

    def _can_redo(self) -> bool:
        return self._store.redo_label is not None


def _named(verb: str, label: str | None) -> str:
    """`Undo log foot patrol, Peartree`; a word in capitals keeps them."""
    if not label:
        return verb
    small = label[:1].lower() + label[1:] if not label[:2].isupper() else label
    return f"{verb} {small}"
