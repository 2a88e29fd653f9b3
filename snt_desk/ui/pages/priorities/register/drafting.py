"""The form of the priority in hand: opened for this or that, saved as one named change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from snt_desk.domain.priorities import CLOSED, PriorityDraft
from snt_desk.errors import DeskError
from snt_desk.services.street_crime import Note
from snt_desk.ui import failing, kept_form, published_figures
from snt_desk.ui.page import CRIME_FIGURES, YOU_SAID, Target
from snt_desk.ui.pages.priorities.register import writing
from snt_desk.ui.unsaved import Draft

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.pages.priorities.register.page import RegisterView


class Drafting:
    """What the register does with the form of a priority."""

    def __init__(self, page: RegisterView, desk: Desk) -> None:
        """The page has its parts by now."""
        self._page = page
        self._desk = desk
        self.form = page.form
        view = page.view
        view.adopt_asked.connect(self.adopt)
        view.told_asked.connect(self.tell)
        view.close_asked.connect(self.close)
        view.again_asked.connect(self.take_up_again)
        view.update_asked.connect(self.draft_update)
        view.plan.figures.add_asked.connect(self.add_figures)
        view.plan.figures.delete_asked.connect(self._delete_figures)
        self.form.saved.connect(page.save)
        self.form.saved_and_new.connect(page.save_and_new)
        self.form.cleared.connect(self._clear)
        self.form.left.connect(page.go_back)

    def is_open(self) -> bool:
        """Whether the form is in front."""
        return self._page.is_in_front(self.form)

    def open(self, field: str = "") -> None:
        """Open the one in hand to write in it, at a field or at its beginning."""
        if self._come_in():
            if field:
                self.form.focus(field)
            else:
                self.form.start()

    def adopt(self) -> None:
        """Adopt the one in hand: today is put in, and Save does it."""
        if self._come_in():
            self.form.put_today("adopted", focus="adopted")

    def tell(self) -> None:
        """Write down what residents are told today of the one in hand."""
        if self._come_in():
            self.form.put_told()

    def close(self) -> None:
        """Close the one in hand: today is put in; result and assessment are asked for."""
        if self._come_in():
            self.form.put_today("closed", focus="result")

    def draft_update(self) -> None:
        """Draft what residents are told of the one in hand."""
        if self._page.ref:
            self._desk.lay_over(Target(YOU_SAID, "priorities", self._page.ref))

    def add_figures(self) -> None:
        """Count published crime figures for the one in hand."""
        if self._page.ref:
            self._desk.lay_over(Target(CRIME_FIGURES, "priorities", self._page.ref))

    def _delete_figures(self, note: Note) -> None:
        try:
            published_figures.delete(self._desk, note)
        except DeskError as error:
            failing.say(self._desk, self._page.box, error)

    def take_up_again(self) -> None:
        """Begin a new one that points back to the closed one in hand."""
        if not self._page.is_in_hand(CLOSED) or not self._page.may_leave():
            return
        self.begin(self._page.records.again(self._page.ref))
        self._page.widget.go_in()
        self.form.start()

    def begin(self, again: PriorityDraft | None = None) -> None:
        """Bring the form to the front for a new one; perhaps one that is taken up again."""
        self.form.offer(self._page.records.offers("", again or PriorityDraft()))
        self.form.begin(again)
        self._page.bring(self.form)

    def bring_back(self, draft: Draft) -> None:
        """Let stand in the form again what was typed before."""
        if draft.opened in self._page.records.rows:
            self._fill(draft.opened)
        else:
            self.begin()
        self.form.bring(draft.typed)
        self._page.bring(self.form)

    def read_again(self) -> None:
        """Show what is saved now, unless something is typed; go back where it is gone."""
        if not self.is_open():
            return
        self.form.offer(self._page.records.offers(self.form.opened, self.form.draft))
        rows = self._page.records.rows
        kept_form.read_again(self.form, rows, show=self._fill, begin=self._begin_again)

    def may_leave(self) -> bool:
        """Whether the form may show something else; if not, its box says why."""
        called = self.form.saved_draft.title or self.form.name.value or "The new priority"
        return kept_form.may_leave(self.form, called)

    def save(self) -> bool:
        """Write what stands in the form; then it is read again."""
        form = self.form
        ref = form.opened
        if not ref or form.edited:
            written = kept_form.written(self._desk, form, partial(writing.save, self._desk, form))
            if written is None:
                return False
            ref = written
            form.settle()
        self._page.show_plan_of(ref)
        self._page.side.take(ref)
        return True

    def _come_in(self) -> bool:
        """Bring the form to the front with the one in hand; what is typed in it stays."""
        if not self.is_open():
            if not self._page.ref or not self._page.may_leave():
                return False
            self._fill(self._page.ref)
            self._page.bring(self.form)
        self._page.widget.go_in()
        return True

    def _fill(self, ref: str) -> None:
        priority = self._page.records.priority(ref)
        self.form.offer(self._page.records.offers(ref, priority))
        self.form.show_priority(ref, priority)

    def _begin_again(self) -> None:
        """The form is new and still empty; or what stood in it is gone."""
        if self.form.opened:
            self._page.bring(self._page.view)

    def _clear(self) -> None:
        self.form.restore()
        self._page.cleared(self.form.opened)
