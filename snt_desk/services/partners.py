"""Partners: organisations, the meetings with them, and the actions that came of these."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.drafts import given
from snt_desk.domain.partners import ActionDraft, MeetingDraft, PartnerDraft
from snt_desk.errors import DeskError
from snt_desk.services import handles, meeting_items

# --- Opened -----------------------------------------------------------------------------------


def opened_meeting(session: Session, ref: str) -> MeetingDraft:
    """Give a meeting with its actions as its form takes it; raises DeskError if it is gone."""
    one = _meeting(session, ref)
    query = select(m.Action).where(m.Action.meeting_id == one.id)
    came_of_it = session.scalars(query.order_by(m.Action.raised, m.Action.id)).all()
    return MeetingDraft(
        kind=one.kind,
        title=one.title,
        start=one.start,
        end=one.end,
        place=handles.name(session, handles.PLACE, one.place_id),
        priority=handles.name(session, handles.PRIORITY, one.priority_id),
        officers=handles.names(session, handles.MEMBER, (x.member_id for x in one.officers)),
        partners=handles.names(session, handles.PARTNER, (x.partner_id for x in one.partners)),
        minutes=one.minutes,
        actions=tuple(_as_draft(session, action) for action in came_of_it),
        agenda=meeting_items.opened(session, one.id),
        missing=meeting_items.missing(session, one.id),
        venue=one.venue,
    )


def opened_action(session: Session, ref: str) -> ActionDraft:
    """Give an action as its form takes it; raises DeskError if it is gone."""
    return _as_draft(session, _action(session, ref))


def opened_partner(session: Session, ref: str) -> PartnerDraft:
    """Give an organisation as its form takes it; raises DeskError if it is gone."""
    one = _partner(session, ref)
    contact = (one.contact_name, one.contact_email, one.contact_phone)
    return PartnerDraft(one.name, one.kind, *contact, one.told, one.ended)


def _as_draft(session: Session, one: m.Action) -> ActionDraft:
    return ActionDraft(
        text=one.text,
        owner_collar=handles.name(session, handles.MEMBER, one.owner_member_id),
        owner_partner=handles.name(session, handles.PARTNER, one.owner_partner_id),
        raised=one.raised,
        due=one.due,
        closed=one.closed,
        meeting=handles.name(session, handles.MEETING, one.meeting_id),
        priority=handles.name(session, handles.PRIORITY, one.priority_id),
        ref=one.ref,
        remind=one.remind,
        outcome=one.outcome,
    )


# --- Verbs ------------------------------------------------------------------------------------


def add_meeting(session: Session, team_id: int, draft: MeetingDraft) -> str:
    """Write down a meeting with its actions, and give its ref; DeskError if it cannot be true."""
    one = m.Meeting(ref=str(uuid.uuid4()), team_id=team_id)
    _fill_meeting(session, one, draft)
    return one.ref


def change_meeting(session: Session, ref: str, draft: MeetingDraft) -> None:
    """Write a meeting as it is now; raises DeskError if it is gone, or cannot be true.

    Actions of it that the draft does not name stay as they are.
    """
    _fill_meeting(session, _meeting(session, ref), draft)


def add_action(session: Session, team_id: int, draft: ActionDraft) -> str:
    """Write down an action, and give its ref; raises DeskError if it cannot be true."""
    one = m.Action(ref=str(uuid.uuid4()), team_id=team_id)
    _fill_action(session, one, draft)
    session.add(one)
    return one.ref


def change_action(session: Session, ref: str, draft: ActionDraft) -> None:
    """Write an action as it is now; raises DeskError if it is gone, or cannot be true."""
    _fill_action(session, _action(session, ref), draft)


def close_action(session: Session, ref: str, on: date) -> None:
    """Say that an action is done, since that day; raises DeskError if it is gone."""
    _action(session, ref).closed = on


def add_partner(session: Session, team_id: int, draft: PartnerDraft, ref: str = "") -> str:
    """Write down an organisation, and give its ref (a new one if none is given)."""
    one = m.Partner(ref=ref or str(uuid.uuid4()), team_id=team_id)
    _fill_partner(one, draft)
    session.add(one)
    return one.ref


def change_partner(session: Session, ref: str, draft: PartnerDraft) -> None:
    """Write an organisation as it is now; raises DeskError if it is gone, or has no name."""
    _fill_partner(_partner(session, ref), draft)


def delete_meeting(session: Session, ref: str) -> None:
    """Take away a meeting; raises DeskError if actions came of it, or a case review is of it."""
    one = _meeting(session, ref)
    review = select(m.CaseReview.subject).where(m.CaseReview.meeting_id == one.id).limit(1)
    why = "Actions came of it. Delete them first."
    if (subject := session.scalar(review)) is not None:
        why = f"The ASB case review “{subject}” is of it. Take it out of there first."
    handles.take_away(session, one, f"{one.title} stays", why)


def delete_action(session: Session, ref: str) -> None:
    """Take away an action; on agendas its words stay. Raises DeskError if it is gone."""
    one = _action(session, ref)
    meeting_items.let_go(session, [one.id])
    session.delete(one)


def delete_partner(session: Session, ref: str) -> None:
    """Take away an organisation that nothing names; raises DeskError if something does."""
    one = _partner(session, ref)
    why = "Others name it, and count by its kind. Say since when it is no longer worked with."
    handles.take_away(session, one, f"{one.name} stays", why)


# --- Writing ----------------------------------------------------------------------------------


def _fill_meeting(session: Session, one: m.Meeting, draft: MeetingDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The meeting cannot be saved", problem.text)
    for ref, partner in draft.new_partners.items():
        add_partner(session, one.team_id, partner, ref)
    session.flush()
    one.kind, one.title = draft.kind, draft.title.strip()
    one.start, one.end = given(draft.start), draft.end
    one.minutes, one.venue = draft.minutes, draft.venue
    one.place_id = handles.key(session, handles.PLACE, draft.place, one.team_id)
    one.priority_id = handles.key(session, handles.PRIORITY, draft.priority, one.team_id)
    _fill_officers(session, one, draft.officers)
    _fill_partners(session, one, draft.partners)
    meeting_items.fill(session, one, draft.agenda, draft.missing)
    session.add(one)
    session.flush()
    # One that is gone already is as it was wanted.
    dropped = session.scalars(select(m.Action).where(m.Action.ref.in_(draft.dropped))).all()
    meeting_items.let_go(session, [gone.id for gone in dropped])
    for gone in dropped:
        session.delete(gone)
    for said in draft.actions:
        action = _action(session, said.ref) if said.ref else m.Action(ref=str(uuid.uuid4()))
        action.team_id = one.team_id
        _fill_action(session, action, said)
        action.meeting_id = one.id
        session.add(action)


def _fill_officers(session: Session, one: m.Meeting, collars: Iterable[str]) -> None:
    keys = handles.keys(session, handles.MEMBER, collars)
    one.officers = handles.in_order(m.MeetingOfficer, "member_id", one.officers, keys)


def _fill_partners(session: Session, one: m.Meeting, refs: Iterable[str]) -> None:
    keys = handles.keys(session, handles.PARTNER, refs, one.team_id)
    one.partners = handles.in_order(m.MeetingPartner, "partner_id", one.partners, keys)


def _fill_action(session: Session, one: m.Action, draft: ActionDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The action cannot be saved", problem.text)
    team_id = one.team_id
    one.text, one.raised = draft.text.strip(), given(draft.raised)
    one.due, one.closed = draft.due, draft.closed
    one.remind, one.outcome = draft.remind, draft.outcome
    one.owner_member_id = handles.key(session, handles.MEMBER, draft.owner_collar, None)
    one.owner_partner_id = handles.key(session, handles.PARTNER, draft.owner_partner, team_id)
    one.meeting_id = handles.key(session, handles.MEETING, draft.meeting, team_id)
    one.priority_id = handles.key(session, handles.PRIORITY, draft.priority, team_id)


def _fill_partner(one: m.Partner, draft: PartnerDraft) -> None:
    for problem in draft.problems():
        raise DeskError("The organisation cannot be saved", problem.text)
    one.name, one.kind = draft.name.strip(), draft.kind
    one.contact_name, one.contact_email = draft.contact_name, draft.contact_email
    one.contact_phone = draft.contact_phone
    one.told, one.ended = draft.told, draft.ended


# --- Found ------------------------------------------------------------------------------------


def _meeting(session: Session, ref: str) -> m.Meeting:
    return handles.there(session, m.Meeting, ref, "meeting")


def _action(session: Session, ref: str) -> m.Action:
    return handles.there(session, m.Action, ref, "action")


def _partner(session: Session, ref: str) -> m.Partner:
    return handles.there(session, m.Partner, ref, "organisation")
