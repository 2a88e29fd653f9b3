"""What the form of a contact asks of the records, and what it writes to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from snt_desk.domain import clock, community, retention
from snt_desk.domain.community import ContactDraft, Details
from snt_desk.services import community_lists, contacts, partner_people, residents, waiting
from snt_desk.services import retention as kept
from snt_desk.services.contacts import Organisation
from snt_desk.services.waiting import OnDuty
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import one_line


class Contacts:
    """The team's contacts with residents; each verb is one change that undo names."""

    called = "contact"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def opened(self, ref: str) -> ContactDraft:
        """Give a contact as it is written, without who it is; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return contacts.opened(session, ref)

    def is_waiting(self, ref: str) -> bool:
        """Whether a resident waits for an answer; one that is gone does not."""
        with self._desk.store.read() as session:
            return contacts.waits(session, ref)

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

    def save(self, ref: str, draft: ContactDraft, said: Details | None) -> str:
        """Write a contact, a new one without a ref; without details these stay as they are."""
        # By its kind alone: the label stays when the subject is taken away.
        with self._desk.store.change("Change contact" if ref else "Add contact") as session:
            if not ref:
                dated = self._with_review(session, draft)
                return contacts.add(session, self._desk.own_team(), dated, said or Details())
            contacts.change(session, ref, draft, said)
        return ref

    def _with_review(self, session: Any, draft: ContactDraft) -> ContactDraft:
        """Give a new contact its first review date, if the team has said how long."""
        months = kept.months(session, self._desk.own_team())
        if draft.review_on or months is None or draft.received is None:
            return draft
        day = retention.first_review(clock.local_day(draft.received), months)
        return replace(draft, review_on=day)

    def answer(self, ref: str, at: datetime) -> None:
        """Say that a resident was answered."""
        with self._desk.store.change("Answer contact") as session:
            contacts.answer(session, ref, at)

    def needs_no_reply(self, ref: str) -> None:
        """Say that nobody waits for an answer."""
        with self._desk.store.change("Contact needs no reply") as session:
            contacts.needs_no_reply(session, ref)

    def pass_on(self, ref: str, partner: str) -> None:
        """Say to which organisation one was passed on; the 72 hours go on."""
        with self._desk.store.change("Pass on contact") as session:
            contacts.pass_on(session, ref, partner)

    def give(self, ref: str, collar: str | None) -> None:
        """Give one to somebody of the team, or to nobody."""
        with self._desk.store.change("Give contact") as session:
            contacts.give(session, ref, collar)

    def organisations(self, also: Collection[str | None] = ()) -> list[Organisation]:
        """List whom one can be passed on to today, and *also* these."""
        with self._desk.store.read() as session:
            return contacts.organisations(session, self._desk.team.id, clock.today(), also)

    def told(self, partner: str) -> list[str]:
        """Say what may be told to an organisation, and to whom there in other words."""
        with self._desk.store.read() as session:
            known = partner_people.told(session, self._desk.team.id, [partner], clock.today())
        said = [one_line(one.told) for one in known if one.told]
        return said + [
            f"{one_line(words)} ({one_line(name)})" for one in known for name, words in one.people
        ]

    # --- Who answers --------------------------------------------------------------------------

    def next_to_answer(self) -> OnDuty | None:
        """Say who of the team is on duty next to answer."""
        with self._desk.store.read() as session:
            return waiting.next_to_answer(session, self._desk.team.id, clock.this_minute())

    def next_duty(self, collar: str) -> OnDuty | None:
        """Say when one of the team is on duty next."""
        with self._desk.store.read() as session:
            return waiting.next_duty(session, self._desk.team.id, collar, clock.this_minute())

    def pressing(self) -> tuple[int, int]:
        """Count who is past the 72 hours, and who is or comes to their last day."""
        now, team_id = clock.this_minute(), self._desk.team.id
        with self._desk.store.read() as session:
            late = community_lists.overdue(session, team_id, now)
            soon = now + community.REPLY_WITHIN - community.LAST_DAY
            return late, community_lists.overdue(session, team_id, soon)

    def named(self, ref: str) -> str:
        """What one is called in the name of a change: nothing of what it is about."""
        return "contact"

    def delete(self, session: Any, ref: str) -> None:
        """Take one away; DeskError where something points to it."""
        contacts.delete(session, ref)
