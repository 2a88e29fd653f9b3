"""What a sheet can name: the team's people, places, priorities and partners, from the database."""

from __future__ import annotations

from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.codes import CodeLists
from snt_desk.domain.package import by_name
from snt_desk.domain.sheet import Around, Consulted, Somebody
from snt_desk.services import records, team

Within: TypeAlias = tuple[str, str] | None
"""A record that is in hand: its table and its ref."""


def around(session: Session, team_code: str, within: Within = None) -> Around:
    """Fetch what the words of a sheet can mean for a team; DeskError if there is no such team.

    *within* is the record in hand, by table and ref, to which rows belong that name no other.
    """
    chosen = team.named(session, team_code)
    posted = set(session.scalars(select(m.Posting.member_id).distinct()))
    people = session.execute(
        select(m.Member.id, m.Member.collar, m.Member.first_name, m.Member.last_name)
    )
    places = select(m.Place.code, m.Place.name).where(m.Place.team_id == chosen.id)
    priorities = select(m.Priority.ref, m.Priority.title).where(m.Priority.team_id == chosen.id)
    partners = select(m.Partner.ref, m.Partner.name).where(m.Partner.team_id == chosen.id)
    asked = m.Consultation
    consultations = (
        select(asked.ref, asked.title, asked.opened, asked.closed)
        .where(asked.team_id == chosen.id)
        .order_by(asked.opened.desc(), asked.ref)
    )
    campaigns = select(m.Campaign.tag, m.Campaign.title)
    return Around(
        team=chosen.code,
        codes=CodeLists.of(one.row for one in records.fetch(session, by_name("codes"))),
        people=tuple(Somebody(*row[1:], posted=row[0] in posted) for row in people),
        places=tuple((code, name) for code, name in session.execute(places)),
        priorities=tuple((ref, title) for ref, title in session.execute(priorities)),
        partners=tuple((ref, name) for ref, name in session.execute(partners)),
        campaigns=tuple((tag, title) for tag, title in session.execute(campaigns)),
        consultations=tuple(Consulted(*row) for row in session.execute(consultations)),
        in_hand=_consultation(session, within),
    )


def _consultation(session: Session, within: Within) -> str | None:
    """Give the ref of the consultation that is in hand, or of the response in hand."""
    table, ref = within or ("", "")
    known = select(m.Consultation.ref)
    if table == "consultations":
        return session.scalar(known.where(m.Consultation.ref == ref))
    if table == "responses":
        of = m.Response.consultation_id == m.Consultation.id
        return session.scalar(known.join(m.Response, of).where(m.Response.ref == ref))
    return None
