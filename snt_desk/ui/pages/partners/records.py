"""What the Partners tab asks of the records, and what it writes to them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from snt_desk.domain import clock
from snt_desk.domain.clashes import Clash
from snt_desk.domain.partners import OTHER, ActionDraft, MeetingDraft, PartnerDraft
from snt_desk.services import clashes, code_lists, partner_lists, partners, priorities, roster, team
from snt_desk.services.partner_lists import MeetingRow, PartnerRow
from snt_desk.services.priorities import PriorityRow
from snt_desk.ui import named
from snt_desk.ui.choices import Choices, distinct, of_places, of_priorities
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.partners.of_actions import ACTIONS, Actions
from snt_desk.ui.pages.partners.people import PEOPLE, People
from snt_desk.ui.pages.partners.reviews import CASE_REVIEWS, CaseReviews
from snt_desk.ui.pages.partners.series_records import SERIES, SeriesRecords
from snt_desk.ui.tasks import Progress
from snt_desk.ui.tokens import Person

Owner = tuple[str, str]
"""Who does an action: `POLICE` and a collar, or `PARTNER` and a ref."""
POLICE, PARTNER = "police", "partner"

MEETINGS, PARTNERS = "meetings", "partners"
"""Further tables of the tab."""


@dataclass(frozen=True)
class Lists:
    """What the tab lists as a whole, as it stands in the records; `Actions` are too many."""

    meetings: tuple[MeetingRow, ...] = ()
    partners: tuple[PartnerRow, ...] = ()
    people: tuple[Person, ...] = ()
    priorities: tuple[PriorityRow, ...] = ()
    kind_of_new: str = OTHER
    """The kind of an organisation of which only the name is known."""

    def rows(self, table: str) -> Sequence[MeetingRow | PartnerRow]:
        """The records of one of the tables."""
        return self.meetings if table == MEETINGS else self.partners

    def refs(self, table: str) -> set[str]:
        """The refs of the records of one of the tables."""
        return {one.ref for one in self.rows(table)}

    def linked(self, held: tuple[str, str] | None, name: str) -> str:
        """Give the ref of the `priority` of a meeting; empty if it has none, or is no meeting."""
        if name != "priority" or held is None or held[0] != MEETINGS:
            return ""
        found = (one.priority_ref for one in self.meetings if one.ref == held[1])
        return next(found, None) or ""

    @cached_property
    def called(self) -> Mapping[str, str]:
        """What people are called today, by collar: `PC Ridley`."""
        return {one.collar: one.name for one in reversed(self.people)}

    def organisations(self) -> tuple[Person, ...]:
        """The organisations, to be chosen by letters of the name or the kind."""
        today = clock.today()
        return tuple(Person(one.ref, one.name, listed=one.offered(today)) for one in self.partners)

    def partner_choices(self) -> Choices:
        """Every organisation by its name; those no longer worked with say so, and come last."""
        return distinct(
            [(one.ref, one.called(clock.today()), one.kind_label) for one in self.partners]
        )

    def owners(self, new: Collection[tuple[str, str]] = ()) -> Choices:
        """Who can undertake something; `new` are organisations not in the records yet."""
        found: list[tuple[object, str, str]] = [
            ((POLICE, one.collar), one.name, one.collar) for one in self.people
        ]
        today = clock.today()
        found += [((PARTNER, one.ref), one.called(today), one.kind_label) for one in self.partners]
        found += [((PARTNER, ref), name, "new") for ref, name in new]
        return distinct(found)

    def priority_choices(self) -> Choices:
        """Every priority by its title: the live ones first."""
        return of_priorities(self.priorities)

    def meeting_choices(self) -> Choices:
        """Every meeting by title and day, the latest first."""
        return distinct(
            [(one.ref, meeting_words(one), clock.wall(one.start)) for one in self.meetings[::-1]]
        )


def meeting_words(one: MeetingRow) -> str:
    """Call a meeting by its title and day: `ASB panel, 28 Oct 2026`."""
    _, _, day = clock.long_day(clock.local_day(one.start)).partition(" ")
    return f"{one.title}, {day}"


class Records:
    """The team's partners, meetings and actions; each verb is one change that undo names."""

    def __init__(self, desk: Desk) -> None:
        self.desk = self._desk = desk
        self.lists = Lists()
        self.actions = Actions(desk, lambda: self.lists.called)
        self.people, self.reviews = People(desk), CaseReviews(desk)
        self._more: dict[str, People | CaseReviews] = {
            PEOPLE: self.people,
            CASE_REVIEWS: self.reviews,
        }
        self.series = SeriesRecords(desk)

    @property
    def mine(self) -> str:
        """The collar of whoever sits at the desk; empty if that is not known."""
        return self._desk.store.actor.collar or ""

    def read(self) -> None:
        """Read the lists again."""
        team_id, today = self._desk.team.id, clock.today()
        with self._desk.store.read() as session:
            known = roster.on_day(session, team_id, today)
            kinds = code_lists.offered(session, "partner_kind", today)
            self.lists = Lists(
                self._meetings(session),
                tuple(partner_lists.organisations(session, team_id)),
                tuple(Person(one.collar, one.called) for one in known),
                tuple(priorities.register(session, team_id)),
                _kind_of_new([code for code, _ in kinds]),
            )
            for one in self._more.values():
                one.read(session)
        self.series.read()

    def _meetings(self, session: Any) -> tuple[MeetingRow, ...]:
        """Read the meetings again; of many, for now, what is new or changed.

        Where they say the same, those that are there: nothing is made of them anew.
        """
        before, team_id = self.lists.meetings, self._desk.team.id
        if self.has_many_meetings:
            return partner_lists.meetings_again(session, team_id, before)
        met = tuple(partner_lists.meetings(session, team_id))
        return before if met == before else met

    @property
    def has_many_meetings(self) -> bool:
        """Whether there are so many meetings that reading all of them is the worker's."""
        return len(self.lists.meetings) > partner_lists.MANY_MEETINGS

    def all_meetings(self, _progress: Progress) -> tuple[MeetingRow, ...]:
        """Read all meetings; those that are listed where they say the same. For the worker."""
        before = self.lists.meetings
        with self._desk.store.read() as session:
            met = tuple(partner_lists.meetings(session, self._desk.team.id))
        return before if met == before else met

    def take_meetings(self, met: tuple[MeetingRow, ...]) -> bool:
        """List these meetings from now on; gives whether they say something else."""
        others = met is not self.lists.meetings
        self.lists = replace(self.lists, meetings=met)
        return others

    def holds(self, table: str, ref: str) -> bool:
        """Whether a record is listed."""
        if table == ACTIONS:
            return self.actions.holds(ref)
        if table in self._more:
            return any(one.ref == ref for one in self._more[table].rows)
        if table == SERIES:
            return self.series.holds(ref)
        return ref in self.lists.refs(table)

    def linked(self, held: tuple[str, str] | None, name: str) -> str:
        """Give the ref of the `meeting` or `priority` of a record; empty if it has none."""
        if held is not None and held[0] in self._more:
            return self._more[held[0]].linked(held[1], name)
        if held is not None and held[0] == ACTIONS:
            return self.actions.linked(held[1], name)
        return self.lists.linked(held, name)

    def title(self, priority: str) -> str:
        """What a priority is called; empty if it is gone."""
        found = (one.title for one in self.lists.priorities if one.ref == priority)
        return next(found, "")

    def kinds(self, list_name: str, used: str = "") -> list[tuple[str, str]]:
        """Give the codes of a list that stand today, and the one that is used already."""
        with self._desk.store.read() as session:
            return code_lists.offered(session, list_name, clock.today(), also=(used,))

    def places(self) -> Choices:
        """Every place of the team by its name."""
        with self._desk.store.read() as session:
            found = team.places(session, self._desk.team.id)
        return of_places(found)

    # --- One record ---------------------------------------------------------------------------

    def meeting(self, ref: str) -> MeetingDraft:
        """Give a meeting as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return partners.opened_meeting(session, ref)

    def action(self, ref: str) -> ActionDraft:
        """Give an action as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return partners.opened_action(session, ref)

    def partner(self, ref: str) -> PartnerDraft:
        """Give an organisation as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return partners.opened_partner(session, ref)

    def clashes(self, draft: MeetingDraft, ref: str) -> list[Clash]:
        """Say what speaks against a meeting as it is typed; `ref` is empty for a new one."""
        with self._desk.store.read() as session:
            return clashes.of_meeting(session, self._desk.team.id, draft, ref)

    # --- Changes ------------------------------------------------------------------------------

    def save_meeting(self, ref: str, draft: MeetingDraft) -> str:
        """Write a meeting with its actions and new organisations, a new one without a ref."""
        with self._desk.store.change(_label(ref, "meeting", draft.title)) as session:
            if not ref:
                return partners.add_meeting(session, self._desk.own_team(), draft)
            partners.change_meeting(session, ref, draft)
        return ref

    def save_action(self, ref: str, draft: ActionDraft) -> str:
        """Write an action, a new one without a ref."""
        before = self.action(ref).closed if ref else None
        verb = "Close" if ref and draft.closed and not before else ""
        with self._desk.store.change(_label(ref, "action", draft.text, verb)) as session:
            if not ref:
                return partners.add_action(session, self._desk.own_team(), draft)
            partners.change_action(session, ref, draft)
        return ref

    def save_partner(self, ref: str, draft: PartnerDraft) -> str:
        """Write an organisation, a new one without a ref."""
        with self._desk.store.change(_label(ref, "organisation", draft.name)) as session:
            if not ref:
                return partners.add_partner(session, self._desk.own_team(), draft)
            partners.change_partner(session, ref, draft)
        return ref

    def close(self, ref: str) -> None:
        """Say that an action is done today."""
        with self._desk.store.change(_label(ref, "action", self.name(ACTIONS, ref), "Close")) as it:
            partners.close_action(it, ref, clock.today())

    def delete(self, table: str, refs: Collection[str]) -> None:
        """Take records away, all or none; DeskError where others point to one.

        Meetings of a series that are to come are left out.
        """
        if any(map(self.series.holds, refs)):
            self.series.take_away(refs)
            return
        verbs: dict[str, tuple[str, str, Callable[..., None]]] = {
            ACTIONS: ("action", "actions", partners.delete_action),
            MEETINGS: ("meeting", "meetings", partners.delete_meeting),
            PARTNERS: ("organisation", "organisations", partners.delete_partner),
            **{name: (*one.called, one.delete) for name, one in self._more.items()},
        }
        one, many, verb = verbs[table]
        first = next(iter(refs))
        what = f"{one}, {named.short(self.name(table, first))}" if len(refs) == 1 else ""
        with self._desk.store.change(f"Delete {what or f'{len(refs)} {many}'}") as session:
            for ref in refs:
                verb(session, ref)

    def name(self, table: str, ref: str) -> str:
        """What a record is called, as far as it is listed."""
        if table in self._more:
            return self._more[table].name(ref)
        if table == SERIES:
            return self.series.title(ref)
        if table == ACTIONS:
            return self.actions.text(ref)
        if table == MEETINGS:
            return next((one.title for one in self.lists.meetings if one.ref == ref), "")
        return next((one.name for one in self.lists.partners if one.ref == ref), "")


def _kind_of_new(codes: Sequence[str]) -> str:
    return OTHER if OTHER in codes or not codes else codes[-1]


def _label(ref: str, kind: str, name: str, verb: str = "") -> str:
    return named.change(verb or ("Change" if ref else "Add"), kind, name)
