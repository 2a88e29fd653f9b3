"""Who must not be named in a text: one rule for messages, minutes, case reviews and exports.

Of everybody in this desk's data, whichever team's: residents until their details were taken out,
answered or not, and how they are reached; people at organisations; for the public, officers too.
"""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.unpublished import Known, Person


def for_public(session: Session) -> Known:
    """Give all who must not be named to the public: officers too, and their collar numbers."""
    members = session.execute(select(m.Member.collar, m.Member.first_name, m.Member.last_name))
    collars: list[str] = []
    people: list[Person] = []
    for collar, first, last in members:
        collars.append(collar)
        people.append(Person("officer", f"{first} {last}"))
    people += [*residents(session), *at_partners(session)]
    return Known(people, collars, _no_names(session))


def for_agencies(session: Session) -> Known:
    """Give all who must not be named between agencies, which know each other's officers."""
    return Known([*residents(session), *at_partners(session)], (), _no_names(session))


def for_who_met(session: Session) -> Known:
    """Give the residents alone: those who work together name each other."""
    return Known(residents(session), (), _no_names(session))


def residents(session: Session) -> list[Person]:
    """Give every resident whose details are kept, with how they are reached."""
    contact = m.Contact
    query = select(contact.resident_name, contact.resident_contact).where(
        or_(contact.resident_name.is_not(None), contact.resident_contact.is_not(None))
    )
    return [
        Person("resident", name or "", reached or "")
        for name, reached in session.execute(query.distinct())
    ]


def at_partners(session: Session) -> list[Person]:
    """Give everybody at an organisation, with how they are reached."""
    partner, one = m.Partner, m.PartnerPerson
    first = select(partner.contact_name, partner.contact_email, partner.contact_phone)
    return [
        Person("partner", name or "", "; ".join(way for way in (mail, phone) if way))
        for query in (first, select(one.name, one.email, one.phone))
        for name, mail, phone in session.execute(query.distinct())
    ]


def _no_names(session: Session) -> list[str]:
    """What is called as somebody might be, and is nobody: places, teams, organisations."""
    partner = m.Partner
    return [
        *session.scalars(select(m.Place.name)),
        *session.scalars(select(m.Team.name)),
        *session.scalars(select(partner.name).where(partner.kind != "elected_member")),
    ]
