"""The register of priorities in a list, and the one in hand beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.services import code_lists, priorities, team
from snt_desk.services.priorities import (
    ADOPTED,
    CLOSED,
    MANY_LIVE,
    PROPOSED,
    PriorityDraft,
    PriorityRow,
)
from snt_desk.ui.desk import Desk
from snt_desk.ui.filters import FilterField
from snt_desk.ui.list_first import ListFirst
from snt_desk.ui.listing import Line, LineView, Title
from snt_desk.ui.pages.priorities import reading
from snt_desk.ui.pages.priorities.form import Offers, PriorityForm
from snt_desk.ui.panels import Box, EmptyPage
from snt_desk.ui.parts import across, announce, as_part, button, down, label

_HEADINGS = {ADOPTED: "Live", PROPOSED: "Proposed", CLOSED: "Closed"}
_BADGES = {ADOPTED: ("live", "ok"), PROPOSED: ("proposed", "info"), CLOSED: ("closed", "plain")}


class PrioritiesPage:
    """What residents asked for: proposed, adopted, worked on, told of, closed."""

    title = "Priorities"
    shows = frozenset({"codes", "places", "priorities"})

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the register of the desk's team."""
        self._desk = desk
        self._register: list[PriorityRow] = []
        self._results: Mapping[str, str] = {}
        self._make_parts()
        self._lay_out()
        self._listen()
        self.refresh()
        if self._register:
            self.list.select(self._register[0].ref)
        return self.widget

    def _make_parts(self) -> None:
        self.new_button = button("New", "", "plus", tip="Ctrl+N")
        self.words = FilterField()
        self.box = Box("warn")
        self.list = LineView("Priorities", height=52, two=True)
        self.list.deletes = True
        self.clear_button = button("Clear filter")
        self.none_match = EmptyPage("target", self.clear_button)
        self.none_yet = EmptyPage("target")
        self.form = PriorityForm()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for one in (self.list, self.none_match, self.none_yet):
            self._stack.addWidget(one)
        head = across(label("Priorities", "title"), None, self.new_button)
        side = down(
            down(head, self.words, self.box, space=10, margins=(16, 12, 15, 8)),
            self._stack,
            space=0,
            margins=(0, 0, 1, 0),
            name="leftside",
            stretch=(1,),
        )
        as_part(self.words)
        back = button("Back to the list", "quiet", "chevron-left", tip="Esc")
        back.clicked.connect(self._go_back)
        main = down(
            across(back, None, margins=(12, 8, 12, 0)),
            self._held_left(),
            space=0,
            name="page",
            stretch=(1,),
        )
        self.widget = ListFirst(side, main, back)
        self.widget.setObjectName("priorities")

    def _held_left(self) -> QWidget:
        """The form as wide as it may be; what is left over stays empty, at its right."""
        holder = across(self.form, space=0, stretch=(0,))
        layout = holder.layout()
        if isinstance(layout, QHBoxLayout):
            layout.addStretch(0)
        return holder

    def _listen(self) -> None:
        self.new_button.clicked.connect(self.new)
        self.words.textChanged.connect(self._show_lines)
        self.clear_button.clicked.connect(self.words.clear)
        self.words.left.connect(self.list.setFocus)
        self.list.current_changed.connect(self._show)
        self.list.clicked.connect(self._clicked)
        self.list.opened.connect(self._open)
        self.list.delete_asked.connect(self._delete)
        self.form.saved.connect(self.save)
        self.form.saved_and_new.connect(self.save_and_new)
        self.form.cleared.connect(self._clear)
        self.form.left.connect(self._go_back)

    # --- The list -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the register again; what is in hand stays in hand, what is typed stays typed."""
        with self._desk.store.read() as session:
            self._register = priorities.register(session, self._desk.team.id)
            used = {one.result for one in self._register if one.result}
            offered = code_lists.offered(session, "priority_result", clock.today(), also=used)
        self._results = dict(offered)
        self._say_how_many()
        self._show_lines()
        self._read_form_again()

    def _show_lines(self) -> None:
        wanted = self.words.text().casefold().split()
        shown: list[Line | Title] = []
        for status, heading in _HEADINGS.items():
            lines = [self._line(one) for one in self._register if one.status == status]
            found = [line for line in lines if all(w in line.spoken.casefold() for w in wanted)]
            if found:
                shown += [Title(heading, str(len(found))), *found]
        self.list.show_lines(shown)
        if shown:
            self._stack.setCurrentWidget(self.list)
        elif self._register:
            self._stack.setCurrentWidget(self.none_match)
            self.none_match.say("No priority matches", f"{len(self._register)} without the filter.")
        else:
            self._stack.setCurrentWidget(self.none_yet)
            text = "Write down what residents ask for, and adopt what the team takes on."
            self.none_yet.say("No priorities yet", text, "Ctrl+N adds")

    def _line(self, one: PriorityRow) -> Line:
        badge, tone = _BADGES[one.status]
        if one.stale_on(clock.today()):
            badge, tone = reading.stale_words(one.told), "warn"
        where = " · ".join(part for part in (one.theme, one.place) if part)
        result = self._results.get(one.result or "", "").lower()
        sub = f"{where}, {result}" if result else where
        return Line(one.title, id=one.ref, sub=sub, badge=badge, tone=tone)

    def _say_how_many(self) -> None:
        live = sum(one.status == ADOPTED for one in self._register)
        if live > MANY_LIVE:
            text = f"More than {MANY_LIVE} are hard to keep up. Close or replace one."
            self.box.say(f"{live} priorities are live", text, tone="warn")
        else:
            self.box.hide()

    def _clicked(self) -> None:
        self._show(self.list.current_id)

    # --- The form -----------------------------------------------------------------------------

    def _open(self, wanted: object) -> None:
        """Open the one that is chosen, to write in it."""
        if self._show(wanted):
            self._go_in()
        else:
            # There the box says why not.
            self.widget.go_in()

    def _show(self, wanted: object) -> bool:
        """Show the one in hand beside the list, unless something else is not saved yet."""
        if not isinstance(wanted, str) or wanted == self.form.opened:
            return wanted is not None
        if not self._may_leave():
            return False
        self._show_priority(wanted)
        return True

    def _show_priority(self, ref: str) -> None:
        with self._desk.store.read() as session:
            priority = priorities.opened(session, ref)
        used = (priority.theme, priority.result or "")
        self._offer(used)
        self.form.show_priority(ref, priority)

    def _offer(self, used: Collection[str] = ()) -> None:
        """Offer what stands today, and what the priority has already."""
        today = clock.today()
        with self._desk.store.read() as session:
            offers = Offers(
                code_lists.offered(session, "theme", today, also=used),
                [(one.code, one.name) for one in team.places(session, self._desk.team.id)],
                code_lists.offered(session, "priority_result", today, also=used),
            )
        self.form.offer(offers)

    def _read_form_again(self) -> None:
        """Show what is saved now, unless something is typed that is not."""
        if self.form.edited:
            return
        if not self.form.opened:
            self._offer()
        elif self.form.opened in {one.ref for one in self._register}:
            self._show_priority(self.form.opened)
        else:
            self._begin()
            self._show(self.list.current_id)

    def _begin(self) -> None:
        self._offer()
        self.form.begin()

    def _may_leave(self) -> bool:
        """Whether the form may show another; if not, say why."""
        if not self.form.edited:
            return True
        title = self.form.saved_draft.title or self.form.name.value or "The new priority"
        self.form.box.say(f"{title} is not saved", "Save or clear it first.", tone="warn")
        announce(self.form, self.form.box.words)
        return False

    def _clear(self) -> None:
        self.form.restore()
        self.list.select(self.form.opened)
        self.form.start()

    def _go_in(self) -> None:
        self.widget.go_in()
        self.form.start()

    def _go_back(self) -> None:
        self.widget.go_back()
        self.list.setFocus()

    # --- What the frame asks of every page ----------------------------------------------------

    def new(self) -> None:
        """Begin a new priority."""
        if self._may_leave():
            self._begin()
            self._go_in()

    def save(self) -> None:
        """Save the priority in the form."""
        self._save()

    def save_and_new(self) -> None:
        """Save the priority in the form, and begin the next."""
        if self._save():
            self.new()

    def find(self) -> None:
        """Go to the filter."""
        self.widget.go_back()
        self.words.setFocus()
        self.words.selectAll()

    def delete(self) -> None:
        """Delete the priority in hand; one that patrols belong to stays, and a box says so."""
        self._delete(self.list.current_id)

    def _save(self) -> bool:
        form = self.form
        if form.opened and not form.edited:
            return True
        if form.refused():
            return False
        try:
            ref = self._written(form.draft)
        except DeskError as error:
            form.box.say(error.title, error.detail, tone="bad")
            announce(form, form.box.words)
            return False
        self._show_priority(ref)
        self.list.select(ref)
        return True

    def _written(self, draft: PriorityDraft) -> str:
        team_id, ref = self._desk.team.id, self.form.opened
        if not team_id:
            raise DeskError("There is no team yet", "Choose the team of this desk first.")
        with self._desk.store.change(f"{_verb(self.form)} priority, {draft.title}") as session:
            if not ref:
                return priorities.add(session, team_id, draft)
            priorities.change(session, ref, draft)
        return ref

    def _delete(self, wanted: object) -> None:
        found = next((one for one in self._register if one.ref == wanted), None)
        if found is None:
            return
        try:
            with self._desk.store.change(f"Delete priority, {found.title}") as session:
                priorities.delete(session, found.ref)
        except DeskError as error:
            self.box.say(error.title, error.detail, tone="bad")
            announce(self.widget, self.box.words)


def _verb(form: PriorityForm) -> str:
    """Name what saving does: the dates say it."""
    if not form.opened:
        return "Add"
    before, after = form.saved_draft.status, form.draft.status
    if before != after:
        return {ADOPTED: "Adopt", CLOSED: "Close"}.get(after, "Change")
    return "Change"
