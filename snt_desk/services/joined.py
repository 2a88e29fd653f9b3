"""What belongs to a record, and what it belongs to: every join once, walked from both ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from snt_desk.db.models import Base
from snt_desk.services import joined_lines, responses
from snt_desk.services.joined_lines import Joined

__all__ = ["MOST", "TABLES", "Joined", "Kind", "by_kind", "has", "itself", "more", "of"]

MOST = 100
"""So many records of a kind are read at once."""

_tables = Base.metadata.tables


@dataclass(frozen=True)
class Kind:
    """The records that are joined to another in one way, the newest first.

    `number` is how many there are, `lines` the first of them. Where their tab can list just
    these, `filters` is what it is asked for (`("priority", ref)`); else it is empty.
    `residents` is how many are behind the responses, for one may count for many; `out` how many
    of the patrols are still out: what is counted of a patrol comes when it is over.
    """

    name: str
    table: str
    heading: str
    number: int
    lines: tuple[Joined, ...]
    filters: tuple[tuple[str, str], ...] = ()
    residents: int = 0
    out: int = 0

    @property
    def left(self) -> int:
        """How many are not among the lines."""
        return self.number - len(self.lines)

    @property
    def tab(self) -> str:
        """The word on the tab where they live."""
        return joined_lines.tab_of(self.table)


def of(session: Session, table: str, ref: str, on: date) -> tuple[Joined, ...]:
    """Give what a record belongs to and what belongs to it, some hundred of each kind at most."""
    return tuple(line for kind in by_kind(session, table, ref, on) for line in kind.lines)


def has(table: str) -> bool:
    """Whether records of a table are joined to others."""
    return joined_lines.known(table)


def itself(session: Session, table: str, ref: str, on: date) -> Joined | None:
    """Give the record as a line of its own; None where it is gone."""
    key = _key(session, table, ref)
    if key is None:
        return None
    keys = select(literal(key))
    return next(iter(joined_lines.read(session, table, keys, on, most=1)), None)


def by_kind(
    session: Session, table: str, ref: str, on: date, *, most: int = MOST
) -> tuple[Kind, ...]:
    """Give the same by kind, what it belongs to first; nothing for a record that is gone.

    Of each kind *most* lines are read at most.
    """
    key = _key(session, table, ref)
    if key is None:
        return ()
    found = []
    for way in _ways(table):
        keys = way.keys(key)
        number = session.scalar(select(func.count()).select_from(keys.subquery())) or 0
        if number:
            lines = joined_lines.read(session, way.table, keys, on, most=most)
            filters = ((way.filter, ref),) if way.filter else ()
            residents = responses.residents(session, keys) if way.table == "responses" else 0
            out = _still_out(session, keys) if way.table == "patrols" else 0
            found.append(
                Kind(way.name, way.table, way.heading, number, lines, filters, residents, out)
            )
    return tuple(found)


def _still_out(session: Session, keys: Select[Any]) -> int:
    """Count the patrols with these keys that are not over."""
    leg = _tables["legs"].c
    there = leg.patrol_id.in_(keys)
    out = select(func.count(leg.patrol_id.distinct())).where(leg.end.is_(None), there)
    return session.scalars(out).one()


def more(
    session: Session, table: str, ref: str, name: str, on: date, *, skip: int
) -> tuple[Joined, ...]:
    """Read the next lines of one kind, by its `name`, after the first so many."""
    key = _key(session, table, ref)
    if key is None:
        return ()
    way = next(one for one in _ways(table) if one.name == name)
    return joined_lines.read(session, way.table, way.keys(key), on, most=MOST, skip=skip)


def _key(session: Session, table: str, ref: str) -> int | None:
    return joined_lines.key_of(session, table, ref) if joined_lines.known(table) else None


# --- The joins --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Join:
    """Records of `lower` belong to such of `upper`, wherever `both` (of each one's key) holds.

    `below` is what those are called that belong to a record, `above` what it belongs to.
    With `filter` the tab of the lower ones can list those of one upper one.
    """

    lower: str
    upper: str
    below: str
    above: str
    both: tuple[Any, Any]
    where: tuple[ColumnElement[bool], ...] = ()
    filter: str = ""


@dataclass(frozen=True)
class _Way:
    """One join as it is walked from one end: to which table, under which heading."""

    name: str
    table: str
    heading: str
    known: Any
    wanted: Any
    where: tuple[ColumnElement[bool], ...]
    filter: str = ""

    def keys(self, key: int) -> Select[Any]:
        """Give the keys of what is joined in this way to the record with that key."""
        joined = self.wanted.is_not(None)
        found = select(self.wanted).where(self.known == key, joined, *self.where).distinct()
        # Whatever it stands in, it is about this record and not about a row of that.
        return found.correlate(None)


def _ways(table: str) -> Iterator[_Way]:
    for at, one in enumerate(JOINS):
        if one.lower == table:
            yield _Way(f"above {at}", one.upper, one.above, *one.both, one.where)
    for at, one in enumerate(JOINS):
        if one.upper == table:
            lower, upper = one.both
            name = f"below {at}"
            yield _Way(name, one.lower, one.below, upper, lower, one.where, one.filter)


def _points(lower: str, column: str, upper: str, below: str, above: str, by: str = "") -> _Join:
    """The lower one names the upper one."""
    table = _tables[lower].c
    return _Join(lower, upper, below, above, (table.id, table[column]), filter=by)


def _listed(table: str, lower: tuple[str, str], upper: tuple[str, str], *said: str) -> _Join:
    """Both are named in a table of their own."""
    columns = _tables[table].c
    below, above = said
    return _Join(lower[0], upper[0], below, above, (columns[lower[1]], columns[upper[1]]))


def _on_legs(table: str, upper: str, column: str, above: str) -> _Join:
    """Those who were on one of the legs of a patrol."""
    legs, there = _tables["legs"].c, _tables[table].c
    both = (legs.patrol_id, there[column])
    return _Join("patrols", upper, "Patrols", above, both, (there.leg_id == legs.id,))


def _live_in() -> _Join:
    """A priority belongs to a round if it was live on one of its days (`rounds.is_live_in`)."""
    one, lap = _tables["priorities"].c, _tables["rounds"].c
    in_time = and_(
        one.team_id == lap.team_id,
        one.adopted.is_not(None),
        or_(lap.ended.is_(None), one.adopted < lap.ended),
        or_(one.closed.is_(None), one.closed > lap.begun, one.adopted >= lap.begun),
    )
    return _Join("priorities", "rounds", "Priorities", "Rounds", (one.id, lap.id), (in_time,))


JOINS = (
    _points("priorities", "reopens_id", "priorities", "Taken up again by", "Takes up again"),
    _points("priorities", "replaces_id", "priorities", "Gave way to", "Took the place of"),
    _live_in(),
    _points("rounds", "consultation_id", "consultations", "Rounds", "Chosen after"),
    _points("tasks", "priority_id", "priorities", "Tasks", "Priority"),
    _listed(
        *("priority_partners", ("priorities", "priority_id"), ("partners", "partner_id")),
        *("Priorities", "Worked on with"),
    ),
    _points("meetings", "priority_id", "priorities", "Meetings", "Priority", "priority"),
    _points("meetings", "series_id", "meeting_series", "Meetings", "One of those that come again"),
    _points("meeting_series", "priority_id", "priorities", "Meetings that come again", "Priority"),
    _listed(
        "meeting_series_partners",
        *(("meeting_series", "series_id"), ("partners", "partner_id")),
        *("Meetings that come again", "Organisations that are asked"),
    ),
    _listed(
        "meeting_series_officers",
        *(("meeting_series", "series_id"), ("members", "member_id")),
        *("Meetings that come again", "Who goes of the team"),
    ),
    _points("actions", "meeting_id", "meetings", "Actions", "Agreed at"),
    _listed(
        *("agenda_items", ("actions", "action_id"), ("meetings", "meeting_id")),
        *("Actions on the agenda", "On the agenda of"),
    ),
    _listed(
        *("agenda_items", ("meetings", "meeting_id"), ("priorities", "priority_id")),
        *("On the agenda of", "Priorities on the agenda"),
    ),
    _listed(
        *("meeting_missing", ("meetings", "meeting_id"), ("partners", "partner_id")),
        *("Meetings that were missed", "Organisations that did not come"),
    ),
    _listed(
        *("meeting_missing", ("meetings", "meeting_id"), ("members", "member_id")),
        *("Meetings that were missed", "Who of the team did not come"),
    ),
    _points("actions", "priority_id", "priorities", "Actions", "Priority", "priority"),
    _points("actions", "owner_partner_id", "partners", "Actions", "Done by"),
    _points("partner_people", "partner_id", "partners", "People", "Organisation"),
    _points("case_reviews", "priority_id", "priorities", "ASB case reviews", "Priority"),
    _points("case_reviews", "meeting_id", "meetings", "ASB case reviews", "Looked at in"),
    _points("case_reviews", "lead_id", "partners", "ASB case reviews", "Led by"),
    _listed(
        *("case_reports", ("case_reviews", "case_review_id"), ("partners", "partner_id")),
        *("Reports it took, of ASB case reviews", "Reported to"),
    ),
    _points("events", "priority_id", "priorities", "Events", "Priority", "priority"),
    _points("contacts", "priority_id", "priorities", "Residents’ contacts", "Priority", "priority"),
    _points("contacts", "passed_to_id", "partners", "Residents’ contacts", "Passed on to"),
    _points("appointments", "contact_id", "contacts", "Appointments", "Agreed with a resident"),
    _points("appointments", "partner_id", "partners", "Appointments", "At the premises of"),
    _points("messages", "priority_id", "priorities", "Messages", "Priority", "priority"),
    _points("messages", "round_id", "rounds", "Messages", "Round"),
    _points("events", "campaign_id", "campaigns", "Events", "Campaign"),
    _points("planned_patrols", "campaign_id", "campaigns", "Planned patrols", "Campaign"),
    _points("messages", "campaign_id", "campaigns", "Messages", "Campaign"),
    _points("campaign_counts", "campaign_id", "campaigns", "Counted by hand", "Campaign"),
    _points("campaigns", "before_id", "campaigns", "The next time", "Last time"),
    _points("planned_patrols", "patrol_id", "patrols", "Planned as", "Became"),
    _points("planned_patrols", "priority_id", "priorities", "Planned patrols", "Priority"),
    _listed(
        "planned_patrol_officers",
        *(("planned_patrols", "planned_patrol_id"), ("members", "member_id")),
        *("Planned patrols", "Who is to go"),
    ),
    _points("crime_notes", "priority_id", "priorities", "Published crime figures", "Priority"),
    _points(
        *("crime_notes", "consultation_id", "consultations"),
        *("Published crime figures", "Consultation"),
    ),
    _listed(
        *("meeting_partners", ("meetings", "meeting_id"), ("partners", "partner_id")),
        *("Meetings", "Organisations that came"),
    ),
    _listed(
        *("meeting_officers", ("meetings", "meeting_id"), ("members", "member_id")),
        *("Meetings", "Who came of the team"),
    ),
    _listed(
        *("event_officers", ("events", "event_id"), ("members", "member_id")),
        *("Events", "Who was there of the team"),
    ),
    _listed(
        *("event_groups", ("events", "event_id"), ("community_groups", "group_id")),
        *("Events", "Groups reached"),
    ),
    _points("actions", "owner_member_id", "members", "Actions", "Done by"),
    _points("tasks", "owner_id", "members", "Tasks", "Done by"),
    _points("contacts", "owner_id", "members", "Residents’ contacts", "Looked after by"),
    _points("appointments", "officer_id", "members", "Appointments", "Who goes there"),
    _points("patrols", "priority_id", "priorities", "Patrols", "Priority", "priority"),
    _on_legs("leg_partners", "partners", "partner_id", "With organisations"),
    _on_legs("leg_officers", "members", "member_id", "Who was out"),
    _points("responses", "priority_id", "priorities", "Responses", "Priority", "priority"),
    _points(
        *("responses", "consultation_id", "consultations"),
        *("Responses", "Consultation", "consultation"),
    ),
    _points("responses", "event_id", "events", "Responses", "Said at"),
)
"""In the order in which they are shown: what there are many of comes last."""

TABLES = frozenset(
    {
        *(table for one in JOINS for table in (one.lower, one.upper)),
        *("legs", "leg_officers", "leg_partners", "places", "codes", "posts"),
        *("meeting_officers", "meeting_partners", "meeting_missing", "agenda_items"),
        *("event_officers", "priority_partners"),
        "case_reports",
        "event_groups",
        *("meeting_series_partners", "meeting_series_officers"),
        *("planned_patrol_officers", "campaign_days"),
    }
)
"""The tables of which something is said."""
