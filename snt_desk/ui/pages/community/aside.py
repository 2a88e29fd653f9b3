"""A small form that stands in place of a record's for now, until it is saved or given up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from snt_desk.domain.drafts import Problem
from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.form import Form
from snt_desk.ui.panels import Beside
from snt_desk.ui.parts import announce
from snt_desk.ui.record_form import RecordForm


class AsideForm(Form):
    """What stands there; *Cancel* and Esc go back to the record."""

    def __init__(self, title: str, says: str) -> None:
        super().__init__(title, says=says)
        self.ref = ""
        """The record that it is about."""
        self.clear_button.setText("Cancel")
        self.clear_button.setAccessibleName("Cancel")

    # --- What each says for itself ------------------------------------------------------------

    def begin(self, ref: str, name: str) -> None:
        """Make room for one of that record."""
        raise NotImplementedError

    def write(self) -> None:
        """Write what stands in it; DeskError where it cannot be."""
        raise NotImplementedError

    def _settle(self) -> None:
        """Take what letters can only mean."""

    def _problems(self) -> Sequence[Problem]:
        raise NotImplementedError

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        self._settle()
        self.box.hide()
        found = self._problems()
        if found:
            self.refuse(found)
        else:
            self.show_problems(())
        return bool(found)


Small = TypeVar("Small", bound=AsideForm)


class Aside(Generic[Small]):
    """Puts such a form up, writes what stands in it, and goes back to the record."""

    def __init__(
        self, desk: Desk, beside: Beside, main: RecordForm[Any], form: Small, back: str
    ) -> None:
        """`main` is the form of the record, `back` its field to which the focus goes then."""
        self._desk, self._beside, self._main, self._back = desk, beside, main, back
        self.form = form
        self.under_way = False
        """Whether it is in front."""
        beside.hold(form)
        desk.news.made.emit(form)
        form.saved.connect(self.save)
        form.saved_and_new.connect(self.save_and_new)
        for end in (form.left, form.cleared):
            end.connect(self.give_up)
        beside.pane_shown.connect(self._pane_shown)

    def begin(self) -> None:
        """Ask for one of the record that is open."""
        if self._main.opened:
            self.form.begin(self._main.opened, self._main.called)
            self._beside.show_instead(self.form)
            self.under_way = True
            self.form.start()

    def save(self) -> None:
        """Write it and go back; what is missing is said beside its field."""
        if self._written():
            self.give_up()

    def save_and_new(self) -> None:
        """Write it and make room for the next of the same record."""
        if self._written():
            self.begin()

    def _written(self) -> bool:
        if self.form.refused():
            return False
        try:
            self.form.write()
        except DeskError as error:
            failing.say_not_saved(self._desk, self.form.box, error)
            return False
        announce(self._beside, "Saved")
        return True

    def give_up(self) -> None:
        """Go back to the record."""
        if self.under_way:
            self.under_way = False
            self._beside.shut_instead()
            self._main.focus(self._back)

    def refresh(self) -> None:
        """Go back where the record is gone."""
        if self.under_way and self.form.ref != self._main.opened:
            self.give_up()

    def _pane_shown(self, _shown: bool) -> None:
        # F4 has shut it.
        if self.under_way and self.form.isHidden():
            self.under_way = False
