"""Keeps what is typed in the form of a patrol, and offers it again at the next start."""

from __future__ import annotations

from collections.abc import Sequence

from snt_desk.ui import typed_text
from snt_desk.ui.cleared import ClearUndone
from snt_desk.ui.desk import Desk
from snt_desk.ui.keeping import Keeper
from snt_desk.ui.pages.patrols import asides
from snt_desk.ui.pages.patrols.asides import Unsaved
from snt_desk.ui.pages.patrols.form import PatrolForm

KIND = "patrol"


class Keeping(Keeper):
    """What stands unsaved in the form, and what was put aside for another patrol."""

    def __init__(self, desk: Desk, form: PatrolForm) -> None:
        super().__init__(desk, KIND, form, self._all, form.box)
        self._form = form
        undone = ClearUndone(desk, form, typed=lambda: form.dirty, do=form.bring_up_unsaved)
        form.put_aside.connect(undone.wait)
        form.changed.connect(self.later)

    def _all(self) -> str:
        return asides.written(self._form.unsaved)

    def bring(self) -> bool:
        """Offer what was kept when the program last ended; gives whether there is anything."""
        found = self.found()
        if found is None:
            return False
        self._form.restore(asides.read(found.value))
        return self._form.unsaved != Unsaved()

    def keep_now(self) -> None:
        """Keep it before the form goes; raises DeskError where it cannot be."""
        self.put(self._all())

    def drop(self) -> None:
        """Keep nothing of it any more: it was saved, or is not wanted."""
        self.end("")

    def as_text(self) -> Sequence[tuple[str, str]]:
        """Give all of it to be read: which patrol it is, and its fields a line each."""
        unsaved = self._form.unsaved
        line = [("A patrol in one line", unsaved.line)] if unsaved.line else []
        return [*((one.words, typed_text.as_text(one.patrol)) for one in unsaved.asides), *line]
