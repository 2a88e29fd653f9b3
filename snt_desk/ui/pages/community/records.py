"""What the Community tab asks of the records, and what it writes to them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from snt_desk.domain import clock, community, retention
from snt_desk.domain.community import (
    CONTACTS,
    EVENTS,
    MESSAGES,
    ContactDraft,
    Details,
    EventDraft,
    MessageDraft,
    PostDraft,
)
from snt_desk.domain.consultations import ResponseDraft
from snt_desk.domain.facts import CodeFact
from snt_desk.errors import DeskError
from snt_desk.services import (
    campaigns,
    code_lists,
    community_lists,
    community_rows,
    consultations,
    contacts,
    events,
    gather,
    messages,
    priorities,
    residents,
    response_entry,
    roster,
    rounds,
    team,
)
from snt_desk.services import retention as kept
from snt_desk.services.community_lists import Asked
from snt_desk.services.consultations import ConsultationName
from snt_desk.services.events import Raised
from snt_desk.services.messages import News, PostRow
from snt_desk.services.priorities import PriorityRow
from snt_desk.ui import named
from snt_desk.ui.choices import Choices, distinct, of_places
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.community.columns import Line, line
from snt_desk.ui.tokens import Person

_CALLED: Final = {EVENTS: "event", CONTACTS: "contact", MESSAGES: "message"}
"""What one record of each table is called in the name of a change."""
_SHORT: Final = 2_000
"""A list of so many is found in a blink."""


@dataclass(frozen=True)
class Offers:
    """What can be chosen in the forms, as it stands in the records."""

    people: tuple[Person, ...] = ()
    priorities: tuple[PriorityRow, ...] = ()
    places: tuple[tuple[object, str], ...] = ()
    campaigns: tuple[tuple[object, str], ...] = ()
    outcomes: tuple[CodeFact, ...] = ()
    rounds: tuple[tuple[object, str], ...] = ()

    def priority_choices(self) -> Choices:
        """Every priority by its title: the live ones first."""
        which = [
            (one, ", ".join(filter(None, (one.place, clock.long_day(one.raised)))))
            for one in self.priorities
        ]
        return distinct([(one.ref, one.title, more) for one, more in which])

    def owner_choices(self) -> Choices:
        """Everybody of the team by name."""
        return distinct([(one.collar, one.name, one.collar) for one in self.people])

    def outcomes_on(self, day: date) -> list[str]:
        """The codes of the outcomes that can be counted on a day."""
        return [one.code for one in self.outcomes if one.stands_between(day, day)]


@dataclass(frozen=True)
class Shown:
    """A list that was found, how long it is without filter, and what there is to do.

    `standing` says that in a few words: `6 waiting, 1 past 72 hours`.
    """

    keys: array[int]
    titles: tuple[str, ...]
    total: int
    standing: str


class Records:
    """The team's events, contacts and messages; each verb is one change that undo names."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.offers = Offers()

    @property
    def mine(self) -> str | None:
        """The collar of whoever sits at the desk, if it is one of the team's."""
        collar = self._desk.store.actor.collar
        return collar if any(one.collar == collar for one in self.offers.people) else None

    @property
    def only_looks(self) -> bool:
        """Whether nothing can be written."""
        return self._desk.store.only_looks

    def title(self, priority: str) -> str:
        """What a priority is called; empty if it is gone."""
        found = (one.title for one in self.offers.priorities if one.ref == priority)
        return next(found, "")

    def read(self) -> None:
        """Read again what can be chosen."""
        team_id, today = self._desk.team.id, clock.today()
        with self._desk.store.read() as session:
            known = roster.on_day(session, team_id, today)
            self.offers = Offers(
                tuple(Person(one.collar, one.called) for one in known),
                tuple(priorities.register(session, team_id)),
                tuple(of_places(team.places(session, team_id))),
                tuple(campaigns.choices(session)),
                gather.codes(session).get("outcome", ()),
                tuple((one.ref, one.shown) for one in rounds.listed(session, team_id)),
            )

    def kinds(self, list_name: str, on: date, used: Collection[str] = ()) -> list[tuple[str, str]]:
        """Give the codes of a list that stand on a day, and those that are used already."""
        with self._desk.store.read() as session:
            return code_lists.offered(session, list_name, on, also=used)

    # --- Lists --------------------------------------------------------------------------------

    def find(self, table: str, asked: Asked) -> Callable[[Any], Shown]:
        """Give what finds a list, for the worker."""
        team_id, now = self._desk.team.id, clock.now()

        def find(session: Any) -> Shown:
            found = community_lists.listed(session, team_id, table, asked, now)
            total = community_lists.count(session, team_id, table)
            said = _standing(session, team_id, table, now) if total else ""
            return Shown(found.keys, found.titles, total, said)

        return find

    def lines(self, table: str, session: Any, keys: Sequence[int]) -> list[Line]:
        """Read some rows of a list."""
        now = clock.this_minute()
        return [line(one, now) for one in community_rows.rows(session, table, keys)]

    def key_of(self, table: str, session: Any, ref: str) -> int | None:
        """Give the key of a record; None if it is gone."""
        return community_lists.key_of(session, table, ref)

    def is_short(self, table: str) -> bool:
        """Whether a list of that table is found in a blink."""
        return self.count(table) <= _SHORT

    def count(self, table: str) -> int:
        """Count the team's records."""
        with self._desk.store.read() as session:
            return community_lists.count(session, self._desk.team.id, table)

    def holds(self, table: str, ref: str) -> bool:
        """Whether a record is there."""
        with self._desk.store.read() as session:
            return community_lists.key_of(session, table, ref) is not None

    def linked(self, held: tuple[str, str] | None) -> str:
        """Give the ref of the priority of a record; empty if it has none."""
        if held is None:
            return ""
        with self._desk.store.read() as session:
            return community_lists.linked(session, *held)

    # --- One record ---------------------------------------------------------------------------

    def event(self, ref: str) -> EventDraft:
        """Give an event as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return events.opened(session, ref)

    def raised(self, ref: str) -> list[Raised]:
        """List what residents raised at an event."""
        with self._desk.store.read() as session:
            return events.raised(session, ref)

    def consultations_on(self, day: date) -> list[ConsultationName]:
        """List the consultations in which residents could answer on a day, the latest first."""
        with self._desk.store.read() as session:
            found = consultations.named(session, self._desk.team.id)
        return [one for one in found if one.is_open(day)]

    def raise_(self, consultation: str, draft: ResponseDraft) -> None:
        """Write down what was raised at an event."""
        with self._desk.store.change("Add response") as session:
            response_entry.add(session, consultation, draft)

    def events_at(self, start: datetime, but: str) -> list[tuple[str, datetime]]:
        """Give title and start of the team's other events that begin at a moment."""
        with self._desk.store.read() as session:
            return events.beginning(session, self._desk.team.id, start, but)

    def contact(self, ref: str) -> ContactDraft:
        """Give a contact as it is written, without who it is; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return contacts.opened(session, ref)

    def is_waiting(self, ref: str) -> bool:
        """Whether a resident waits for an answer; one that is gone does not."""
        if not self.holds(CONTACTS, ref):
            return False
        draft = self.contact(ref)
        return community.is_waiting(draft.status, draft.answered)

    def details_gone(self, ref: str) -> bool:
        """Whether a resident's details were taken away for good."""
        with self._desk.store.read() as session:
            return contacts.details_gone(session, ref)

    def details(self, ref: str) -> Details:
        """Give a resident's details, and note that they were looked at.

        DeskError if the contact is gone, or where it cannot be noted: then nobody sees them.
        """
        with self._desk.store.read() as session:
            found = contacts.details(session, ref)
        residents.seen(self._desk.store, ref)
        return found

    def message(self, ref: str) -> MessageDraft:
        """Give a message as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return messages.opened(session, ref)

    def posts(self, ref: str) -> tuple[PostRow, ...]:
        """List where a message was posted."""
        with self._desk.store.read() as session:
            return messages.posts(session, ref)

    def message_of(self, post: str) -> str:
        """Give the ref of the message that a post is of; empty if it is gone."""
        with self._desk.store.read() as session:
            return messages.of_post(session, post)

    def news(self, ref: str, on: date) -> tuple[News, ...]:
        """Say of which priorities a message gives news: of its own, or the live ones of its round.

        Those of a round are told of, and what was done for each stays as it stands.
        """
        with self._desk.store.read() as session:
            own = messages.news(session, ref)
            of = messages.opened(session, ref)
            if own is not None or of.round is None or of.kind not in community.NEWS:
                return (own,) if own else ()
            return tuple(
                News(one.priority.ref, one.priority.title, one.priority.last_update, alone=False)
                for one in rounds.members(session, of.round, on)
            )

    # --- Changes ------------------------------------------------------------------------------

    def save_event(self, ref: str, draft: EventDraft) -> str:
        """Write an event, a new one without a ref."""
        with self._desk.store.change(_label(ref, "event", draft.title)) as session:
            if not ref:
                return events.add(session, self._team(), draft)
            events.change(session, ref, draft)
        return ref

    def save_contact(self, ref: str, draft: ContactDraft, said: Details | None) -> str:
        """Write a contact, a new one without a ref; without details these stay as they are."""
        # By its kind alone: the label stays when the subject is taken away.
        with self._desk.store.change("Change contact" if ref else "Add contact") as session:
            if not ref:
                dated = self._with_review(session, draft)
                return contacts.add(session, self._team(), dated, said or Details())
            contacts.change(session, ref, draft, said)
        return ref

    def _with_review(self, session: Any, draft: ContactDraft) -> ContactDraft:
        """Give a new contact its first review date, if the team has said how long."""
        months = kept.months(session, self._team())
        if draft.review_on or months is None or draft.received is None:
            return draft
        day = retention.first_review(clock.local_day(draft.received), months)
        return ContactDraft(**{**draft.__dict__, "review_on": day})

    def save_message(self, ref: str, draft: MessageDraft) -> str:
        """Write a message, a new one without a ref."""
        label = _label(ref, "message", community.headline(draft.text))
        with self._desk.store.change(label) as session:
            if not ref:
                return messages.add(session, self._team(), draft)
            messages.change(session, ref, draft)
        return ref

    def answer(self, ref: str, at: datetime) -> None:
        """Say that a resident was answered."""
        with self._desk.store.change("Answer contact") as session:
            contacts.answer(session, ref, at)

    def post(self, ref: str, draft: PostDraft, told: Collection[News] = ()) -> None:
        """Say that a message was posted; residents heard of the priorities *told* by it, if any."""
        text = self.message(ref).text
        label = named.change("Post", "message", community.headline(text))
        with self._desk.store.change(label) as session:
            messages.post(session, ref, draft)
            if draft.posted is not None:
                day = clock.local_day(draft.posted)
                for one in told:
                    messages.tell(session, (one.priority,), day, text if one.alone else None)

    def take_back(self, ref: str, post: str) -> None:
        """Take away a post of a message that was none."""
        name = community.headline(self.message(ref).text)
        with self._desk.store.change(named.change("Take back post of", "message", name)) as session:
            messages.take_back(session, post)

    def delete(self, table: str, refs: Collection[str]) -> None:
        """Take records away, all or none; DeskError where others point to one."""
        verbs = {EVENTS: events.delete, CONTACTS: contacts.delete, MESSAGES: messages.delete}
        kind, first = _CALLED[table], next(iter(refs))
        what = f"{kind}{self._named(table, first)}" if len(refs) == 1 else f"{len(refs)} {kind}s"
        with self._desk.store.change(f"Delete {what}") as session:
            for ref in refs:
                verbs[table](session, ref)

    def _named(self, table: str, ref: str) -> str:
        if table == CONTACTS:
            return ""
        title = self.event(ref).title if table == EVENTS else self.message(ref).text
        return f", {named.short(community.headline(title))}"

    def _team(self) -> int:
        if not self._desk.team.id:
            raise DeskError("There is no team yet", "Choose the team of this desk first.")
        return self._desk.team.id


def _standing(session: Any, team_id: int, table: str, now: datetime) -> str:
    number = community_lists.to_do(session, team_id, table, now)
    if table != CONTACTS:
        return f"{number:,} {'to come' if table == EVENTS else 'not posted yet'}"
    late = community_lists.overdue(session, team_id, now)
    return f"{number:,} waiting, {late:,} past 72 hours"


def _label(ref: str, kind: str, name: str) -> str:
    return named.change("Change" if ref else "Add", kind, name)
