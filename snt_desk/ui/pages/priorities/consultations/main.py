"""What stands beside the list: the consultation in hand, or its form; and what is typed there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from snt_desk.ui import kept_form
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import Target
from snt_desk.ui.pages.priorities.consultations import writing
from snt_desk.ui.pages.priorities.consultations.form import ConsultationForm
from snt_desk.ui.pages.priorities.consultations.panes import COUNTS, ONE_BY_ONE, Panes
from snt_desk.ui.pages.priorities.consultations.response_form import ResponseForm
from snt_desk.ui.pages.priorities.consultations.tally import Tally
from snt_desk.ui.parts import across, announce, button, down, held_left

Forms = ConsultationForm | ResponseForm | Tally


class Main(QStackedWidget):
    """Three forms: of the consultation, of a response to it, and the tally of a day."""

    in_sight = Signal()
    """A form has something to say: it is to be seen, however narrow the window is."""
    written = Signal(str)
    """A consultation was saved: its ref."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.panes = Panes(desk)
        self.form = ConsultationForm(desk)
        self.typing, self.tally = self.panes.typing.form, self.panes.tally
        self.forms: dict[str, Forms] = {
            "consultation": self.form,
            "response": self.typing,
            "tally": self.tally,
        }
        """By what they are of."""
        back = button("Back to the list", "quiet", "chevron-left", tip="Esc")
        self.backs = (self.panes.head.back, back)
        """*Back to the list*, above each of the two."""
        above = across(back, None, margins=(12, 8, 12, 0))
        self._form_part = down(above, held_left(self.form), space=0, name="page", stretch=(1,))
        self.addWidget(self.panes)
        self.addWidget(self._form_part)

    # --- Which is in front --------------------------------------------------------------------

    @property
    def is_writing(self) -> bool:
        """Whether the form of the consultation is in front."""
        return self.currentWidget() is self._form_part

    def show_panes(self) -> None:
        """Bring the consultation to the front."""
        self.setCurrentWidget(self.panes)

    def show_form(self) -> None:
        """Bring its form to the front."""
        self.setCurrentWidget(self._form_part)

    def bring(self, form: Forms) -> None:
        """Bring any of the three to the front."""
        if form is self.form:
            self.show_form()
        else:
            self.show_panes()
            self.panes.bring(COUNTS if form is self.tally else ONE_BY_ONE)
        self.in_sight.emit()

    @property
    def form_in_front(self) -> Forms | None:
        """The form that is seen, if one is."""
        if self.is_writing:
            return self.form
        seen: dict[str, Forms] = {ONE_BY_ONE: self.typing, COUNTS: self.tally}
        return seen.get(self.panes.front)

    # --- What is typed and not saved ----------------------------------------------------------

    def may_leave(self) -> bool:
        """Say whether something else may stand here; what is not saved is brought in sight."""
        if self.is_writing:
            return self._may_leave(self.form)
        return self._may_leave(self.typing) and self._may_leave(self.tally)

    def may_open_response(self) -> bool:
        """Say whether another response may stand in the form."""
        return self._may_leave(self.typing)

    def _may_leave(self, form: Forms) -> bool:
        if form.edited:
            self.bring(form)
        called = {self.typing: "The response", self.tally: "The tally"}.get(form)
        own = self.form.called or self.form.name.value or "The new consultation"
        return kept_form.may_leave(form, called or own)

    def leave(self, here: Target) -> bool:
        """Ask what becomes of what is typed, form by form; False if the window is to stay."""
        for kind, form in self.forms.items():
            if form.edited:
                self.bring(form)
            if not kept_form.leave(self._desk, form, here, kind, self.save):
                return False
        return True

    def clear(self) -> None:
        """Go back to what is saved, or to nothing for what is new (*Clear*)."""
        form = self.form if self.is_writing else self.typing
        form.restore()
        if form is self.typing and form.opened:
            form.begin()
        form.start()

    # --- Saving -------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save what stands in the form in front; False where there is none, or it says why not."""
        saves: dict[Forms, Callable[[], bool]] = {
            self.form: self._save_consultation,
            self.typing: self._save_response,
            self.tally: self._save_tally,
        }
        form = self.form_in_front
        return form is not None and saves[form]()

    def _save_consultation(self) -> bool:
        form = self.form
        ref = form.opened
        if not ref or form.edited:
            ref = kept_form.written(self._desk, form, form.write) or ""
        if not ref:
            return False
        form.open(ref)
        self.show_panes()
        self.written.emit(ref)
        return True

    def _save_response(self) -> bool:
        form, before = self.typing, self.typing.opened
        if not before or form.edited:
            ref = kept_form.written(self._desk, form, form.write)
            if ref is None:
                return False
            if before:
                self.panes.go_back()
            else:
                self.panes.typing.add(ref)
                announce(form, f"Saved. {self.panes.typing.number} typed in this sitting.")
        form.begin()
        return True

    def _save_tally(self) -> bool:
        tally = self.tally
        of = self.typing.consultation
        refs = kept_form.written(
            self._desk, tally, lambda: writing.save_tally(self._desk, of, tally.drafts)
        )
        if refs is None:
            return False
        tally.begin()
        self.panes.typing.add(*refs)
        return True
