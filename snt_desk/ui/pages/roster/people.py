"""The people of the team in a table, and the form of one of them beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.services import code_lists, roster
from snt_desk.services.roster import MemberDraft, PersonRow
from snt_desk.ui import failing, kept_form, pasting
from snt_desk.ui.box import Box, RoomForBox
from snt_desk.ui.desk import Desk
from snt_desk.ui.filters import Chip, FilterBar
from snt_desk.ui.page import Target
from snt_desk.ui.pages.roster.form import MemberForm, Offers
from snt_desk.ui.pages.roster.table import COLUMNS, has_left
from snt_desk.ui.panels import Beside, EmptyPage, TotalsBar
from snt_desk.ui.parts import announce, button, down
from snt_desk.ui.table import Id, ListModel
from snt_desk.ui.table_view import TableView
from snt_desk.ui.unsaved import Draft

_FEW = 2


class People:
    """Who is in the team: added, changed, posted and, where nothing names them, deleted."""

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with the people of the desk's team."""
        self._desk = desk
        self._people: dict[Id, PersonRow] = {}
        self._make_parts()
        self._lay_out()
        self._listen()
        self.refresh()
        return self.widget

    def _make_parts(self) -> None:
        self.past = Chip("Show past members", "history")
        self.new_button = button("New member", "", "plus", tip="Ctrl+N", writes=True)
        self.bar = FilterBar([self.past], [self.new_button])
        self.box = Box("bad")
        self._rows = ListModel(COLUMNS)
        self.table = TableView(self._rows, "People")
        self.table.setObjectName("people")
        self.table.deletes = self.table.personal = True
        pasting.offer(self.table, self._desk, "members")
        self.clear_button = button("Clear filters")
        self.none_match = EmptyPage("users", self.clear_button)
        self.add_button = button("Add somebody", "", "plus", writes=True)
        self.none_yet = EmptyPage("users", self.add_button)
        self.totals = TotalsBar()
        self.form = MemberForm()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for one in (self.table, self.none_match, self.none_yet):
            self._stack.addWidget(one)
        room = RoomForBox(self.box)
        main = down(self.bar, room, self._stack, self.totals, space=0, stretch=(2,), name="page")
        self.widget = Beside(main, self.form)
        self.widget.setObjectName("people and form")

    def _listen(self) -> None:
        self.past.toggled.connect(self.refresh)
        self.bar.changed.connect(self._filter)
        self.bar.words.left.connect(self.table.setFocus)
        for add in (self.new_button, self.add_button):
            add.clicked.connect(self.new)
        self.clear_button.clicked.connect(self.bar.clear)
        self.totals.cleared.connect(self.bar.clear)
        self.table.typed.connect(self.bar.words.take)
        self.table.opened.connect(self._open)
        self.table.delete_asked.connect(self._delete)
        self.form.saved.connect(self.save)
        self.form.saved_and_new.connect(self.save_and_new)
        self.form.cleared.connect(self._clear)
        self.form.left.connect(self.table.setFocus)

    # --- The table ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the people again; who is in hand stays in hand, what is typed stays typed."""
        past = self.past.active
        with self._desk.store.read() as session:
            people = roster.everyone(session, self._desk.team.id, clock.today(), past=past)
        self._people = {one.id: one for one in people}
        self._rows.show_rows(people)
        self._filter()
        self._read_form_again()

    def _filter(self) -> None:
        self._rows.filter(self.bar.words.text())
        shown = [self._people[key] for key in self._shown_ids()]
        self._show_totals(shown)
        if shown:
            self._stack.setCurrentWidget(self.table)
        elif self._rows.total:
            self._stack.setCurrentWidget(self.none_match)
            self.none_match.say("Nobody matches", f"{_people(self._rows.total)} without filters.")
        else:
            self._stack.setCurrentWidget(self.none_yet)
            self.none_yet.say(
                "Nobody in the team yet",
                "Add who is posted here. Patrols then find them by a few letters.",
                "Ctrl+N adds",
            )

    def _shown_ids(self) -> list[Id]:
        ids = (self._rows.known_id(at) for at in range(self._rows.rowCount()))
        return [one for one in ids if one is not None]

    def _show_totals(self, shown: Sequence[PersonRow]) -> None:
        here = [one for one in shown if not has_left(one)]
        full_time = sum(one.fte_percent for one in here) / 100
        count = (f"{len(shown)}", "person" if len(shown) == 1 else "people")
        part = f"{len(shown)} of {self._rows.total} shown" if self.bar.words.text() else ""
        figures = [count, (f"{full_time:.1f}", "full time")] if here else [count]
        self.totals.show_totals(figures, part, filtered=self.bar.active)

    # --- The form -----------------------------------------------------------------------------

    def _open(self, wanted: object) -> None:
        """Open who is chosen in the table."""
        row = self._people.get(wanted) if isinstance(wanted, int | str) else None
        if row is None or not self._may_leave(row.collar):
            return
        if row.collar != self.form.opened:
            self._show_member(row.collar)
        self.widget.open_pane()
        self.form.focus("first_name")

    def _show_member(self, collar: str) -> None:
        with self._desk.store.read() as session:
            member = roster.opened(session, self._desk.team.id, collar)
        self._offer(member)
        self.form.show_member(member)

    def _offer(self, member: MemberDraft | None = None) -> None:
        """Offer what stands today, and what the member has already."""
        roles: Collection[str] = [one.role for one in member.postings] if member else ()
        driving = [member.driving] if member and member.driving else ()
        today = clock.today()
        with self._desk.store.read() as session:
            titles = roster.titles(session)
            offered = code_lists.offered(session, "role", today, also=roles)
            offers = Offers(
                [(code, titles.get(code, label)) for code, label in offered],
                code_lists.offered(session, "driving", today, also=driving),
            )
        self.form.offer(offers)

    def _read_form_again(self) -> None:
        """Show what is saved now, unless something is typed that is not."""
        if self.form.edited:
            return
        if not self.form.opened:
            self._offer()
            return
        try:
            self._show_member(self.form.opened)
        except DeskError:
            self._begin()

    def bring(self, draft: Draft) -> None:
        """Let stand in the form again what was typed before."""
        if any(one.collar == draft.opened for one in self._people.values()):
            self._show_member(draft.opened)
        else:
            self._begin()
        self.widget.open_pane()
        self.form.bring(draft.typed)
        self.form.focus("first_name" if self.form.opened else "collar")

    def _begin(self) -> None:
        self._offer()
        self.form.begin()

    def _may_leave(self, collar: str = "") -> bool:
        """Whether the form may show another; if not, say why."""
        if not self.form.edited or (collar and collar == self.form.opened):
            return True
        who = self.form.called or "The new member"
        self.form.box.say(f"{who} is not saved", "Save or clear it first.", tone="warn")
        self.widget.open_pane()
        announce(self.form, self.form.box.words)
        return False

    def _clear(self) -> None:
        self.form.restore()
        self.form.focus("first_name" if self.form.opened else "collar")

    # --- What the frame asks of every page ----------------------------------------------------

    def new(self) -> None:
        """Begin a new member."""
        if self._may_leave():
            self._begin()
            self.widget.open_pane()
            self.form.focus("collar")

    def save(self) -> None:
        """Save who is in the form."""
        self._save()

    def save_and_new(self) -> None:
        """Save who is in the form, and begin the next."""
        if self._save():
            self.new()

    @property
    def unsaved(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.form.edited

    def leave(self, target: Target) -> bool:
        """Ask what becomes of what is typed; False if the window is to stay open."""
        self.widget.open_pane()
        return kept_form.leave(self._desk, self.form, target, "member", self._save)

    def find(self) -> None:
        """Go to the filter."""
        self.bar.words.setFocus()
        self.bar.words.selectAll()

    def delete(self) -> None:
        """Delete who is selected; whom the records name stays, and a box says so."""
        self._delete(self.table.selected_ids)

    def go_to(self, collar: str) -> None:
        """Take somebody in hand, past members too; who is not of this team is said in a box."""
        self.box.hide()
        self.bar.clear()
        if all(one.collar != collar for one in self._people.values()):
            self.past.setChecked(True)
        if all(one.collar != collar for one in self._people.values()):
            self.box.say(f"{collar} is not in this team", "Look in the team they are posted to.")
            return
        self._select(collar)
        self.table.setFocus()

    def in_hand(self) -> tuple[str, str] | None:
        """Say who is in hand."""
        row = self._people.get(self.table.current_id or "")
        return ("members", row.collar) if row else None

    def _save(self) -> bool:
        form = self.form
        if form.opened and not form.edited:
            return True
        collar = kept_form.written(self._desk, form, self._write)
        if collar is None:
            return False
        self._show_member(collar)
        self._select(collar)
        return True

    def _write(self) -> str:
        """Write what stands in the form, and give the collar number."""
        team, collar, draft = self._desk.own_team(), self.form.opened, self.form.draft
        verb = "Change" if collar else "Add"
        with self._desk.store.change(f"{verb} {self.form.called}") as session:
            if collar:
                roster.change(session, team, collar, draft)
            else:
                roster.add(session, team, draft)
        return draft.collar

    def _select(self, collar: str) -> None:
        row = next((one for one in self._people.values() if one.collar == collar), None)
        if row is not None:
            self.table.select(row.id)

    def _delete(self, wanted: Sequence[Id]) -> None:
        people = [self._people[one] for one in wanted if one in self._people]
        if not people:
            return
        self.box.hide()
        names = ", ".join(one.called for one in people)
        what = names if len(people) <= _FEW else _people(len(people))
        try:
            with self._desk.store.change(f"Delete {what}") as session:
                for one in people:
                    roster.delete(session, self._desk.team.id, one.collar)
        except DeskError as error:
            failing.say(self._desk, self.box, error)


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
