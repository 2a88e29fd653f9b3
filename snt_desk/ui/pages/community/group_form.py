"""The form of a group that the team means to reach; the events that reached it stand below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from snt_desk.domain import clock
from snt_desk.domain.drafts import Caution, Problem, together
from snt_desk.domain.reach import GROUPS, GroupDraft
from snt_desk.ui import counts, days
from snt_desk.ui.days import DayField
from snt_desk.ui.fields import MOST_IMPORTED, LineField
from snt_desk.ui.form import Part
from snt_desk.ui.listing import Line, LineView, Title
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.parts import across, button
from snt_desk.ui.record_form import RecordForm

FIELDS = ("name", "weeks", "ended")
"""In the order in which they are read."""
_NUMBER = 12


@dataclass(frozen=True)
class TypedGroup:
    """All that stands in the form, as it was typed."""

    name: str = ""
    weeks: str = ""
    ended: str = ""


class GroupForm(RecordForm[TypedGroup]):
    """Takes what is typed about a group, and lists the events that reached it."""

    table = GROUPS
    new_title = "New group"
    plan_asked = Signal(str)
    """A new event for the group with that ref."""
    wanted = Signal(str)
    """Enter on an event: its ref."""

    def __init__(self, records: Records) -> None:
        super().__init__(records.holds, TypedGroup())
        self._records = records
        self.name = LineField("Woodhall school", most=MOST_IMPORTED)
        self.weeks = LineField("as the team has said", most=_NUMBER)
        self.ended = DayField()
        self.met = LineView("Events that reached it", height=46, two=True)
        self.plan_button = button("New event for it", icon="plus", writes=True)
        self.add(Part("name", "&What it is called", self.name))
        self.add(
            Part("weeks", "To be reached every so many wee&ks", self.weeks, stretch=3),
        )
        self.add(Part("ended", "&No more since", self.ended))
        self.add_widget(across(self.plan_button, None))
        self.add_widget(self.met)
        for one in (self.name, self.weeks, self.ended):
            one.changed.connect(self._edited)
        self.plan_button.clicked.connect(lambda: self.plan_asked.emit(self.opened))
        self.met.opened.connect(lambda ref: self.wanted.emit(str(ref)))

    # --- What stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> TypedGroup:
        """All that stands in it, saved or not."""
        return TypedGroup(self.name.value, self.weeks.value, self.ended.value)

    @property
    def called(self) -> str:
        """The name, as it was saved."""
        return self._saved.name

    @property
    def draft(self) -> GroupDraft:
        """The group that is meant, as far as it can be read."""
        typed = self.typed
        ended = days.meant(typed.ended, clock.today())
        return GroupDraft(typed.name, counts.read_number(typed.weeks), ended)

    def begin(self) -> None:
        """Make room for a new group."""
        self._put("", TypedGroup())
        self._show_met()

    def open(self, ref: str) -> None:
        """Show a group, with the events that reached it."""
        draft = self._records.groups.opened(ref)
        weeks = "" if draft.weeks is None else str(draft.weeks)
        self._put(ref, TypedGroup(draft.name, weeks, days.written(draft.ended)))
        self._show_met()

    def write(self) -> str:
        """Write the group."""
        return self._records.groups.save(self.opened, self.draft)

    def offer(self) -> None:
        """Show the events that reached it now."""
        self._show_met()

    def _fill(self, typed: TypedGroup) -> None:
        self.name.set_value(typed.name)
        self.weeks.set_value(typed.weeks)
        self.ended.set_value(typed.ended)

    # --- What is said of it -------------------------------------------------------------------

    def _problems(self) -> Sequence[Problem]:
        return together(list(self._unread()), self.draft.problems(), FIELDS)

    def _unread(self) -> Iterator[Problem]:
        typed = self.typed
        if typed.weeks and counts.read_number(typed.weeks) is None:
            yield Problem("weeks", f"“{typed.weeks}” is no number of weeks.")
        if why := days.fault(typed.ended, clock.today()):
            yield Problem("ended", why)

    def _cautions(self) -> Sequence[Caution]:
        others = [one.name for one in self._records.offers.groups if one.ref != self.opened]
        return list(self.draft.warnings(clock.today(), others))

    def _show_met(self) -> None:
        found = self._records.groups.met(self.opened) if self.opened else ()
        lines: list[Line | Title] = [
            Line(
                one_line(one.title),
                id=one.ref,
                sub=one_line(
                    f"{clock.long_day(clock.local_day(one.start))}, {one.place}".rstrip(", ")
                ),
            )
            for one in found
        ]
        if lines:
            lines.insert(0, Title("Events that reached it", ""))
        self.met.show_lines(lines)
        self.met.setFixedHeight(self.met.content_height())
        self.met.setVisible(bool(lines))
        self.plan_button.setEnabled(bool(self.opened))
