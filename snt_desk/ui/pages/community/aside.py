"""A small form that stands in place of a record's for now, until it is saved or given up.

What is typed in it is kept like that of any form, and offered again with its record beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QApplication

from snt_desk.domain.drafts import Problem
from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.form import Form
from snt_desk.ui.panels import Beside
from snt_desk.ui.parts import announce
from snt_desk.ui.record_form import RecordForm

T = TypeVar("T")


@dataclass(frozen=True)
class Chosen:
    """The one choice of a form that asks no more; `unknown` was typed where no choice fits."""

    ref: str | None = None
    unknown: str = ""


class AsideForm(Form, Generic[T]):
    """What stands there, as it was typed: `T`. *Cancel* and Esc go back to the record."""

    repeats = False
    """Whether a record can have several of it: then *Save and new* makes room for the next."""

    def __init__(self, title: str, says: str, blank: T) -> None:
        super().__init__(title, says=says)
        self.again_button.setVisible(self.repeats)
        self.opened = ""
        """The record that it is about."""
        self._saved = blank
        self._filling = False
        self.clear_button.setText("Cancel")
        self.clear_button.setAccessibleName("Cancel")

    # --- What each says for itself ------------------------------------------------------------
    # Not by abc: its metaclass and Qt's do not go together.

    @property
    def typed(self) -> T:
        """All that stands in it."""
        raise NotImplementedError

    def write(self) -> None:
        """Write what stands in it; DeskError where it cannot be."""
        raise NotImplementedError

    def _make_room(self, name: str) -> None:
        """Offer what can be chosen for the record, and let nothing stand in it but that."""
        raise NotImplementedError

    def _fill(self, typed: T) -> None:
        raise NotImplementedError

    def _settle(self) -> None:
        """Take what letters can only mean."""

    def _problems(self) -> Sequence[Problem]:
        raise NotImplementedError

    # --- What is the same for all -------------------------------------------------------------

    @property
    def edited(self) -> bool:
        """Whether something stands in it that is not saved."""
        return self.typed != self._saved

    def begin(self, ref: str, name: str) -> None:
        """Make room for one of that record."""
        self.opened = ref
        self.box.hide()
        self.clear_marks()
        self._filling = True
        self._make_room(name)
        self._filling = False
        self.let_go()

    def bring(self, ref: str, name: str, typed: T) -> None:
        """Let stand in it what was typed before of that record, still not saved."""
        self.begin(ref, name)
        self._filling = True
        self._fill(typed)
        self._filling = False
        self.touched.emit()

    def let_go(self) -> None:
        """Take what stands in it for saved: nobody is asked about it any more."""
        self._saved = self.typed
        self.touched.emit()

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        self._settle()
        return self.judge(self._problems())

    def _edited(self) -> None:
        if not self._filling:
            self.touched.emit()


Small = TypeVar("Small", bound=AsideForm[Any])


class Aside(Generic[Small]):
    """Puts such a form up, writes what stands in it, and goes back to the record."""

    def __init__(
        self, desk: Desk, beside: Beside, main: RecordForm[Any], form: Small, back: str
    ) -> None:
        """`main` is the form of the record, `back` its field to which the focus goes then.

        Where it was not in that form before, it goes back to the list.
        """
        self._desk, self._beside, self._main, self._back = desk, beside, main, back
        self.form = form
        self.under_way = False
        """Whether it is in front."""
        self._from_list = False
        beside.hold(form)
        desk.news.made.emit(form)
        form.saved.connect(self.save)
        form.saved_and_new.connect(self.save_and_new)
        form.left.connect(self._cancel)
        form.cleared.connect(self.give_up)
        beside.pane_shown.connect(self._pane_shown)

    @property
    def table(self) -> str:
        """Where the records are that it is about."""
        return self._main.table

    def begin(self) -> None:
        """Ask for one of the record that is open; of what is typed there already, for the rest."""
        ref = self._main.opened
        if not ref:
            return
        if not self.form.edited or self.form.opened != ref:
            self._put_by()
            self.form.begin(ref, self._main.called)
        if not self.under_way:
            held = QApplication.focusWidget()
            self._from_list = held is None or not self._main.isAncestorOf(held)
        self.show()
        self.form.start()

    def show(self) -> None:
        """Let it stand where the record's form does."""
        self._beside.show_instead(self.form)
        self.under_way = True

    def offer(self, ref: str) -> None:
        """Make room for one of that record, below what is offered to be brought back."""
        self.form.begin(ref, self._name(ref))
        self.show()

    def bring(self, ref: str, typed: object) -> None:
        """Let stand in it again what was typed before of that record."""
        self.form.bring(ref, self._name(ref), typed)
        self.show()
        self.form.start()

    def _name(self, ref: str) -> str:
        return self._main.called if self._main.opened == ref else ""

    def save(self) -> bool:
        """Write it and go back; what is missing is said beside its field, and it stays."""
        if not self._written():
            return False
        self.give_up()
        return True

    def save_and_new(self) -> None:
        """Write it and make room for the next of the same record, if it can have several."""
        if not self.form.repeats:
            self.save()
        elif self._written():
            self.begin()

    def _written(self) -> bool:
        if self.form.refused():
            return False
        try:
            self.form.write()
        except DeskError as error:
            failing.say_not_saved(self._desk, self.form.box, error)
            return False
        self.form.let_go()
        announce(self._beside, "Saved")
        return True

    def _put_by(self) -> None:
        """Hold what is typed there, to be brought back: something else is to stand there."""
        # One that was never begun has nothing of anybody's in it.
        if self.form.opened and self.form.edited:
            self.form.clearing.emit()

    def _cancel(self) -> None:
        self._put_by()
        self.give_up()

    def pass_by(self, hand: tuple[str, str] | None) -> None:
        """Go where another record is in hand, unless something is typed or offered there."""
        waits = self.form.edited or self.form.offered.words
        if self.under_way and not waits and hand != (self.table, self.form.opened):
            self._go()

    def _go(self) -> None:
        self.form.let_go()
        self.under_way = False
        self._beside.shut_instead()

    def give_up(self) -> None:
        """Go back to the record."""
        if self.under_way:
            self._go()
            if self._from_list:
                self._main.left.emit()
            else:
                self._main.focus(self._back)

    def refresh(self) -> None:
        """Go back where the record is gone, unless something of it is typed."""
        if self.under_way and not self.form.edited and self.form.opened != self._main.opened:
            self.give_up()

    def _pane_shown(self, _shown: bool) -> None:
        # F4 has shut it.
        if self.under_way and self.form.isHidden():
            self.under_way = False
