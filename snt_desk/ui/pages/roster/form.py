"""The form of a member: who it is, and every posting to this team, one in hand at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.services.roster import MemberDraft, PostingDraft
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import Choice, LineField
from snt_desk.ui.form import Form, Part
from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.pages.roster import reading
from snt_desk.ui.pages.roster.reading import TypedMember, TypedPosting
from snt_desk.ui.parts import Tick, across, button, label

_COLLAR_STAYS = "A collar number stays: all records know them by it."
_ENDS = "The one before ends the day before the next begins."
_NAME = 40


@dataclass(frozen=True)
class Offers:
    """What can be chosen: codes with the words for them."""

    roles: Sequence[tuple[str, str]] = ()
    driving: Sequence[tuple[str, str]] = ()


class Postings(QFrame):
    """All postings of one person to the team, when there are several; one is in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.add_button = button("Add posting", "", "plus", writes=True)
        self.remove_button = button("Remove posting", "quiet", writes=True)
        self.list = LineView("Postings to this team", height=46, two=True)
        self._hint = label(_ENDS, "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label("Postings to this team", "heading"))
        column.addWidget(self.list)
        column.addWidget(self._hint)
        column.addWidget(across(self.add_button, None, self.remove_button))

    def show_postings(self, drafts: Sequence[PostingDraft], at: int, words: Sequence[str]) -> None:
        """List them with their dates, and light the one in hand."""
        self.list.show_lines(
            [
                Line(text, id=number, sub=reading.said(one) or "No first day yet")
                for number, (one, text) in enumerate(zip(drafts, words, strict=True))
            ]
        )
        self.list.select(at)
        several = len(drafts) > 1
        for one in (self.list, self._hint, self.remove_button):
            one.setVisible(several)
        self.measure()

    def measure(self) -> None:
        """Show all of them; it is the form that scrolls."""
        self.list.setFixedHeight(max(self.list.content_height(), 1))


class MemberForm(Form):
    """Takes what is typed about a member and says what it means; it saves nothing itself."""

    def __init__(self) -> None:
        super().__init__("New member")
        self.collar = LineField("7231", most=_NAME)
        self.first_name = LineField()
        self.last_name = LineField()
        self.role = Choice()
        self.fte_percent = LineField("100", most=5)
        self.start_day = DayField()
        self.last_day = DayField()
        self.cycle_trained = Choice("Not known")
        self.driving = Choice("Not known")
        self.email = LineField()
        self.public = Tick("May be named to the &public")
        self.public.setAccessibleName("May be named to the public")
        self.postings = Postings()
        self._typed: list[TypedPosting] = [TypedPosting()]
        self._at = 0
        self._saved = TypedMember()
        self._judged = False
        self._loading = False
        self._roles: Mapping[object, str] = {}
        self.cycle_trained.show_choices([(True, "Yes"), (False, "No")])
        self._add_fields()
        self._listen()
        self.begin()

    def _add_fields(self) -> None:
        self.add(Part("collar", "&Collar", self.collar))
        self.add(
            Part("first_name", "First &name", self.first_name),
            Part("last_name", "&Last name", self.last_name),
        )
        self.add(
            Part("role", "R&ole", self.role, stretch=3),
            Part("fte_percent", "F&ull time, %", self.fte_percent, stretch=2),
        )
        self.add(
            Part("start", "First &day", self.start_day),
            Part("last_day", "Last da&y", self.last_day),
        )
        self.add(
            Part("cycle_trained", "Cycle tr&ained", self.cycle_trained),
            Part("driving", "Dr&iving", self.driving),
        )
        self.add(Part("email", "E&mail", self.email))
        self.add_widget(self.public)
        self.add_widget(self.postings)

    def _listen(self) -> None:
        for field in (
            *(self.collar, self.first_name, self.last_name, self.role, self.fte_percent),
            *(self.start_day, self.last_day, self.cycle_trained, self.driving, self.email),
        ):
            field.changed.connect(self._edited)
        self.public.toggled.connect(self._edited)
        self.postings.add_button.clicked.connect(self.add_posting)
        self.postings.remove_button.clicked.connect(self.remove_posting)
        self.postings.list.current_changed.connect(self._chosen)
        self.postings.list.opened.connect(self._open_posting)

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedMember:
        """All that stands in it, saved or not."""
        trained, driving = self.cycle_trained.value, self.driving.value
        return TypedMember(
            collar=self.collar.value,
            first_name=self.first_name.value,
            last_name=self.last_name.value,
            cycle_trained=trained if isinstance(trained, bool) else None,
            no_cycle=self.cycle_trained.unknown,
            driving=driving if isinstance(driving, str) else None,
            no_driving=self.driving.unknown,
            email=self.email.value,
            postings=tuple(self._typed),
            public=self.public.isChecked(),
        )

    @property
    def draft(self) -> MemberDraft:
        """The member that is meant, as far as it can be read."""
        return reading.draft(self.typed, clock.today())

    @property
    def edited(self) -> bool:
        """Whether something stands in it that is not saved."""
        return self.typed != self._saved

    @property
    def called(self) -> str:
        """What the member is called in the form: `PC Osei`."""
        role = self._roles.get(reading.latest(self.draft.postings).role, "")
        return f"{role} {self.last_name.value}".strip()

    @property
    def opened(self) -> str:
        """The collar of the member in it; empty for a new one."""
        return self._saved.collar

    def offer(self, offers: Offers) -> None:
        """Offer these choices. What is chosen stays chosen."""
        self._roles = dict(offers.roles)
        self.role.show_choices(list(offers.roles))
        self.driving.show_choices(list(offers.driving))
        self._say_back()

    def begin(self) -> None:
        """Make room for a new member."""
        self._put(TypedMember(), "New member")
        self.hint("collar", "")

    def show_member(self, member: MemberDraft) -> None:
        """Show a member as saved."""
        self._put(reading.written(member), "")
        self.set_title(self.called)
        self.hint("collar", _COLLAR_STAYS)

    def restore(self) -> None:
        """Go back to what is saved, or to nothing for a new member (*Clear*)."""
        self._put(self._saved, self.called if self.opened else "New member")
        if self.opened:
            self.set_title(self.called)

    def bring(self, typed: TypedMember) -> None:
        """Let stand in it what was typed before about who is shown, still not saved."""
        self._fill(typed)
        for choice, unknown in (
            (self.cycle_trained, typed.no_cycle),
            (self.driving, typed.no_driving),
        ):
            if unknown:
                choice.setEditText(unknown)
        self._edited()

    def _put(self, member: TypedMember, title: str) -> None:
        self._saved = member
        self._judged = False
        self._fill(member)
        self.set_title(title)
        self.box.hide()
        self.clear_marks()
        self.touched.emit()

    def _fill(self, member: TypedMember) -> None:
        self._loading = True
        self.collar.set_value(member.collar)
        self.collar.setEnabled(not self.opened)
        self.first_name.set_value(member.first_name)
        self.last_name.set_value(member.last_name)
        self.cycle_trained.set_value(member.cycle_trained)
        self.driving.set_value(member.driving)
        self.email.set_value(member.email)
        self.public.setChecked(member.public)
        self._loading = False
        self._typed = list(member.postings)
        self._take(len(self._typed) - 1)

    # --- Postings -----------------------------------------------------------------------------

    def add_posting(self) -> None:
        """Begin another posting, and go to its role; the one before ends the day before."""
        self._typed = list(reading.with_another(self.typed, clock.today()).postings)
        self._take(len(self._typed) - 1)
        self.focus("role")
        self.touched.emit()
        self._judge()

    def remove_posting(self) -> None:
        """Take away the posting in hand."""
        if len(self._typed) > 1:
            del self._typed[self._at]
            self._take(min(self._at, len(self._typed) - 1))
            self.touched.emit()
            self._judge()

    def _chosen(self, at: object) -> None:
        if isinstance(at, int) and at != self._at and not self._loading:
            self._take(at)
            self._judge()

    def _open_posting(self) -> None:
        self.focus("role")

    def _take(self, at: int) -> None:
        """Take a posting in hand: its texts stand in the fields."""
        self._at = at
        posting = self._typed[at]
        self._loading = True
        self.role.set_value(posting.role)
        if posting.no_role:
            self.role.setEditText(posting.no_role)
        self.fte_percent.set_value(posting.fte_percent)
        self.start_day.set_value(posting.start)
        self.last_day.set_value(posting.last_day)
        self._loading = False
        self._say_back()

    def _in_hand(self) -> TypedPosting:
        role = self.role.value
        return TypedPosting(
            role=role if isinstance(role, str) else None,
            no_role=self.role.unknown,
            fte_percent=self.fte_percent.value,
            start=self.start_day.value,
            last_day=self.last_day.value,
        )

    # --- What is said of it -------------------------------------------------------------------

    def refused(self) -> bool:
        """Say what stops it from being saved, and whether anything does. For Save."""
        for choice in (self.role, self.cycle_trained, self.driving):
            choice.settle()
        found = reading.faults(self.typed, clock.today())
        self._judged = bool(found)
        self.box.hide()
        if not found:
            self.clear_marks()
            return False
        wrong = {one.posting for one in found if one.field in reading.OF_POSTING}
        if wrong and self._at not in wrong:
            self._take(min(wrong))
        self.refuse(self._faults_in_sight())
        return True

    def _edited(self) -> None:
        if self._loading:
            return
        self._typed[self._at] = self._in_hand()
        self.touched.emit()
        self._say_back()
        self._judge()

    def _judge(self) -> None:
        """After a Save that was refused: until it is mended."""
        if self._judged:
            self.show_problems(self._faults_in_sight())

    def _faults_in_sight(self) -> list[reading.Fault]:
        """Leave out those of postings that are not in hand."""
        return [
            one
            for one in reading.faults(self.typed, clock.today())
            if one.posting == self._at or one.field not in reading.OF_POSTING
        ]

    def _say_back(self) -> None:
        drafts = self.draft.postings
        typed = self._typed
        words = [
            f"{self._roles.get(one.role, one.no_role) or 'No role yet'}, {one.fte_percent} %"
            for one in typed
        ]
        self._loading = True
        self.postings.show_postings(drafts, self._at, words)
        self._loading = False
        said = reading.said(drafts[self._at])
        if said:
            self.understood("start", "", said)
        else:
            self.hint("start", "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "postings"):
            self.postings.measure()
