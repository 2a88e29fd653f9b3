"""The agenda of a meeting and who was missing from it, as its form takes and writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.agendas import AgendaItem, Missing
from snt_desk.services import handles


def opened(session: Session, meeting_id: int) -> tuple[AgendaItem, ...]:
    """Give the items of a meeting in their order."""
    item = m.AgendaItem
    query = (
        select(item.text, m.Action.ref, m.Priority.ref, item.said, item.decided)
        .join(m.Action, m.Action.id == item.action_id, isouter=True)
        .join(m.Priority, m.Priority.id == item.priority_id, isouter=True)
        .where(item.meeting_id == meeting_id)
        .order_by(item.position)
    )
    return tuple(AgendaItem(*row) for row in session.execute(query))


def missing(session: Session, meeting_id: int) -> tuple[Missing, ...]:
    """Give who was asked to a meeting and did not come."""
    one = m.MeetingMissing
    query = (
        select(m.Member.collar, m.Partner.ref, one.apologies)
        .join(m.Member, m.Member.id == one.member_id, isouter=True)
        .join(m.Partner, m.Partner.id == one.partner_id, isouter=True)
        .where(one.meeting_id == meeting_id)
        .order_by(one.position)
    )
    return tuple(Missing(*row) for row in session.execute(query))


def fill(
    session: Session, meeting: m.Meeting, items: Iterable[AgendaItem], missing: Iterable[Missing]
) -> None:
    """Write both into a meeting as they are now; raises DeskError if what one names is gone."""
    _fill_items(session, meeting, list(items))
    _fill_missing(session, meeting, missing)


def let_go(session: Session, actions: Collection[int]) -> None:
    """Let items stand by their words alone, of actions that are about to be deleted."""
    if actions:
        items = select(m.AgendaItem).where(m.AgendaItem.action_id.in_(actions))
        for item in session.scalars(items):
            item.action_id = None
        session.flush()


def _fill_items(session: Session, meeting: m.Meeting, items: list[AgendaItem]) -> None:
    team_id = meeting.team_id
    # Row by row, so that the history says what changed and not that all was written anew.
    rows = list(meeting.agenda[: len(items)])
    rows += [m.AgendaItem() for _ in range(len(items) - len(rows))]
    for position, (row, item) in enumerate(zip(rows, items, strict=True), start=1):
        row.position, row.text = position, item.text.strip()
        # Else lists would take it that the meeting came to an item of which only a space is said.
        row.said, row.decided = _written(item.said), _written(item.decided)
        row.action_id = handles.key(session, handles.ACTION, item.action, team_id)
        row.priority_id = handles.key(session, handles.PRIORITY, item.priority, team_id)
    meeting.agenda = rows


def _written(words: str | None) -> str | None:
    return (words or "").strip() or None


def _fill_missing(session: Session, meeting: m.Meeting, missing: Iterable[Missing]) -> None:
    # The rows of those who stay are kept: each is once missing, and a new row would meet the old.
    there = {(row.member_id, row.partner_id): row for row in meeting.missing}
    found = []
    for position, one in enumerate(missing, start=1):
        member = handles.key(session, handles.MEMBER, one.collar, None)
        partner = handles.key(session, handles.PARTNER, one.partner, meeting.team_id)
        row = there.get((member, partner))
        row = row or m.MeetingMissing(member_id=member, partner_id=partner)
        row.position, row.apologies = position, one.apologies
        found.append(row)
    meeting.missing = found
