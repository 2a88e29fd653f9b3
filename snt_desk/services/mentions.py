"""Where else a resident's details stand: in other records, in their history, in what is typed.

Nothing is taken out by itself. Each place is shown with the words round it, and can be opened
or redacted on its own: the details give way to `[resident]`, in the record and in those images
of the journal that have them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from sqlalchemy import Select, Table, null, or_, select, update
from sqlalchemy.orm import Session

from snt_desk.db import erasing, journal
from snt_desk.db import models as m
from snt_desk.db.erasing import Report
from snt_desk.db.models import Base
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.traces import Traces

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "contacts": ("resident_name", "resident_contact", "subject", "access_needs", "hold"),
    "patrols": ("note", "operation"),
    "meetings": ("minutes", "title", "venue"),
    "meeting_series": ("title", "venue", "agenda"),
    "meeting_skips": ("why",),
    "agenda_items": ("text", "said", "decided"),
    "actions": ("text", "outcome"),
    "case_reviews": ("subject", "reference", "note"),
    "case_reports": ("reference",),
    "priorities": (
        *("title", "action", "objective", "scanning", "analysis", "response", "assessment"),
        *("issue", "victim", "offender", "location"),
    ),
    "tasks": ("text",),
    "rounds": ("note",),
    "crime_notes": ("note", "source"),
    "responses": ("comment",),
    "consultations": ("title",),
    "events": ("title", "venue", "feedback"),
    "community_groups": ("name",),
    "messages": ("text", "alt"),
    "message_channels": ("text",),
    "campaigns": ("title", "note"),
    "campaign_days": ("theme",),
    "campaign_counts": ("what",),
    "planned_patrols": ("note",),
    "duties": ("note",),
    "absences": ("note", "sent_to"),
    "partners": ("contact_name", "contact_email", "contact_phone", "name", "told"),
    "partner_people": ("name", "role", "email", "phone", "told"),
    "places": ("name",),
    "commentary": ("text",),
    "return_notes": ("text",),
    "settings": ("value",),
    "drafts": ("value",),
}
"""Where people write freely, table by table, as the sergeant is shown them."""

_CALLED: Final = {
    "contacts": "Another contact",
    "patrols": "Patrol",
    "meetings": "Meeting",
    "meeting_series": "Meeting that comes again",
    "meeting_skips": "Meeting that does not take place",
    "agenda_items": "Item of an agenda",
    "actions": "Action",
    "case_reviews": "ASB case review",
    "case_reports": "Report of an ASB case review",
    "priorities": "Priority",
    "tasks": "Task",
    "rounds": "Round",
    "crime_notes": "Note of crime figures",
    "responses": "Response of a consultation",
    "consultations": "Consultation",
    "events": "Event",
    "community_groups": "Group to be reached",
    "messages": "Message",
    "message_channels": "Words of a message for a channel",
    "campaigns": "Campaign",
    "campaign_days": "Day of a campaign",
    "campaign_counts": "Line of a scorecard",
    "planned_patrols": "Planned patrol",
    "duties": "Duty",
    "absences": "Absence",
    "partners": "Organisation",
    "partner_people": "Person at an organisation",
    "places": "Place",
    "commentary": "Words on a return",
    "return_notes": "Sent return",
    "settings": "Filter or setting of the team",
    "drafts": "Typed and not saved",
    "changes": "Entry of the journal",
}
_WHEN: Final = {
    "contacts": "received",
    "meetings": "start",
    "meeting_series": "first",
    "meeting_skips": "day",
    "actions": "raised",
    "case_reviews": "begun",
    "priorities": "raised",
    "tasks": "raised",
    "rounds": "begun",
    "crime_notes": "taken",
    "responses": "received",
    "consultations": "opened",
    "events": "start",
    "campaign_days": "day",
    "planned_patrols": "start",
    "duties": "start",
    "absences": "start",
    "drafts": "at",
}
"""The column that dates a record."""
_TABS: Final = {
    "patrols": "Patrols",
    "meetings": "Partners",
    "meeting_series": "Partners",
    "actions": "Partners",
    "partners": "Partners",
    "partner_people": "Partners",
    "case_reviews": "Partners",
    "priorities": "Priorities",
    "tasks": "Priorities",
    "rounds": "Priorities",
    "crime_notes": "Priorities",
    "consultations": "Priorities",
    "responses": "Priorities",
    "events": "Community",
    "community_groups": "Community",
    "contacts": "Community",
    "messages": "Community",
    "campaigns": "Community",
    "campaign_counts": "Community",
    "planned_patrols": "Community",
    "duties": "Roster",
    "absences": "Roster",
}
_AS_JSON: Final = frozenset({"settings", "drafts"})
_ENTRY: Final = ("label", "reason", "recipient")
_WORDS_OF = {"sent_to": "Sent to", "contact_name": "Contact", "resident_name": "Name"}

Does = Literal["redact", "anonymise", "stays"]
"""What can be done: taken out of it, taken away with that contact, or nothing."""


@dataclass(frozen=True)
class Mention:
    """A record in which details stand; `ref` is empty where it has none.

    With `past` they stand in its history alone; `sure` is false where there is but a part of a
    name, which may be another's. `tab` is where it can be opened; empty for nowhere.
    """

    table: str
    row: int
    ref: str
    called: str
    field: str
    excerpt: str
    does: Does = "redact"
    past: bool = False
    sure: bool = True
    tab: str = ""

    @property
    def id(self) -> str:
        """What it is known by in a list."""
        return f"{self.table}/{self.row}"


def find(
    session: Session, traces: Traces, aside: Collection[str] = (), report: Report | None = None
) -> list[Mention]:
    """Find every record that has any of these details, those first that are surely meant.

    The contacts *aside* are not meant, nor others that have but a part of the name.
    `report` is told how many tables of how many were read; what it raises ends the search.
    """
    if not traces:
        return []
    found: list[Mention] = []
    total = len(FIELDS) + 2
    for done, table in enumerate(FIELDS):
        if report is not None:
            report(done, total)
        found += _standing(session, table, traces, aside)
    if session.get_bind().dialect.name == "sqlite":
        if report is not None:
            report(total - 2, total)
        known = {(one.table, one.row) for one in found}
        found += _past(session, traces, known, aside, report)
        found += _entries(session, traces)
    return sorted(found, key=lambda one: not one.sure)


def redact(store: Store, traces: Traces, mention: Mention, reason: str) -> None:
    """Put `[resident]` for the details in a record, and wipe the images that have them; for good.

    Of a record that is gone by now, the history alone; of an entry of the journal its words.
    """
    if mention.table == "changes":
        store.erase_words(mention.row, reason=reason)
        return
    label = f"Redact {_CALLED[mention.table].lower()}"
    subject = f"{mention.table}/{mention.ref or mention.row}"
    with store.erase(label, subject=subject, reason=reason) as session:
        _redact(session, traces, mention)


def _redact(session: Session, traces: Traces, mention: Mention) -> None:
    if session.get_bind().dialect.name == "sqlite":
        connection = session.connection()
        journal.wipe(
            connection,
            [
                image.id
                for image in erasing.images_of(connection, mention.table, mention.row)
                if _has(image, traces)
            ],
        )
    table = Base.metadata.tables[mention.table]
    columns = [table.c[name] for name in FIELDS[mention.table]]
    found = session.execute(select(*columns).where(table.c.id == mention.row)).first()
    if found is None:
        return
    take_out = traces.taken_out_of_json if mention.table in _AS_JSON else traces.taken_out
    new: dict[Any, Any] = {
        column: take_out(value)
        for column, value in zip(columns, found, strict=True)
        if value and _stand_in(mention.table, traces, value)
    }
    if new and "version" in table.c:
        new[table.c.version] = table.c.version + 1
    if new:
        session.execute(update(table).where(table.c.id == mention.row).values(new))


# --- Finding ----------------------------------------------------------------------------------


def _standing(
    session: Session, name: str, traces: Traces, aside: Collection[str]
) -> Iterator[Mention]:
    table = Base.metadata.tables[name]
    columns = [table.c[one] for one in FIELDS[name]]
    written = or_(*(column.is_not(None) for column in columns))
    rows = session.execute(select(table.c.id, *columns).where(written))
    hits: dict[int, tuple[str, str, bool]] = {}
    for row, *values in rows:
        for column, value in zip(columns, values, strict=True):
            if value and _stand_in(name, traces, value):
                excerpt = traces.excerpt_of_json(value) if name in _AS_JSON else ""
                sure = any(one and traces.are_sure_in(one) for one in values)
                hits[row] = (column.name, excerpt or traces.excerpt(value), sure)
                break
    told = _told(session, table, list(hits))
    for row, (field, excerpt, sure) in hits.items():
        ref, called = told[row]
        if name != "contacts" or (sure and ref not in aside):
            yield Mention(
                *(name, row, ref, called, _field(field), excerpt),
                does=_does(name),
                sure=sure,
                tab=_TABS.get(name, ""),
            )


def _does(name: str) -> Does:
    if name == "contacts":
        return "anonymise"
    return "stays" if name == "return_notes" else "redact"


def _stand_in(name: str, traces: Traces, value: str) -> bool:
    return traces.stand_in_json(value) if name in _AS_JSON else traces.stand_in(value)


def _has(image: erasing.Image, traces: Traces) -> bool:
    return traces.stand_in(image.before) or traces.stand_in(image.after)


def _past(
    session: Session,
    traces: Traces,
    known: Collection[tuple[str, int]],
    aside: Collection[str],
    report: Report | None,
) -> Iterator[Mention]:
    """Records whose history has the details, and which themselves have them no more."""
    hits: dict[str, dict[int, Mapping[str, Any]]] = defaultdict(dict)
    names = [name for name in FIELDS if name not in {"drafts", "return_notes"}]
    for number, image in enumerate(erasing.images(session.connection(), names)):
        if report is not None and not number % 1000:
            report(len(FIELDS), len(FIELDS) + 2)
        if (image.table, image.row) not in known and _has(image, traces):
            text = image.after if traces.stand_in(image.after) else image.before
            content = json.loads(text or "{}")
            if image.table != "contacts" or _is_meant(content, traces, aside):
                hits[image.table][image.row] = content
    for name, rows in hits.items():
        told = _told(session, Base.metadata.tables[name], list(rows))
        for row, content in rows.items():
            fields = [one for one in FIELDS[name] if traces.stand_in(content.get(one))]
            field = fields[0] if fields else FIELDS[name][0]
            ref, called = told.get(row, (content.get("ref") or "", f"{_CALLED[name]}, deleted"))
            yield Mention(
                *(name, row, ref, called, _field(field)),
                traces.excerpt(content.get(field) or ""),
                past=True,
                sure=_is_sure(content, traces),
                tab=_TABS.get(name, "") if row in told else "",
            )


def _entries(session: Session, traces: Traces) -> Iterator[Mention]:
    """Entries of the journal whose own words have the details: titles that it quotes."""
    table = m.Change
    for row, at, *words in session.execute(
        select(table.id, table.at, *(getattr(table, one) for one in _ENTRY))
    ):
        for field, value in zip(_ENTRY, words, strict=True):
            if traces.stand_in(value):
                called = f"{_CALLED['changes']}, {_day(clock.read_moment(at))}"
                excerpt, sure = traces.excerpt(value), traces.are_sure_in(value)
                yield Mention("changes", row, "", called, _field(field), excerpt, sure=sure)
                break


def _is_meant(content: Mapping[str, Any], traces: Traces, aside: Collection[str]) -> bool:
    """Whether an image of a contact is of one that is looked for."""
    return content.get("ref") not in aside and _is_sure(content, traces)


def _is_sure(content: Mapping[str, Any], traces: Traces) -> bool:
    return any(isinstance(one, str) and traces.are_sure_in(one) for one in content.values())


def _told(session: Session, table: Table, rows: list[int]) -> dict[int, tuple[str, str]]:
    """Say of rows that are there what they are called: their ref, and kind and day in words."""
    told: dict[int, tuple[str, str]] = {}
    for at in range(0, len(rows), 500):
        for row, ref, when in session.execute(_telling(table, rows[at : at + 500])):
            said = _CALLED[table.name]
            if when is not None:
                said = f"{said}, {_day(when)}"
            told[row] = (ref or "", said)
    return told


def _telling(table: Table, rows: list[int]) -> Select[Any]:
    ref = next((table.c[one] for one in ("ref", "tag", "code") if one in table.c), None)
    when: Any = None
    query = select(table.c.id, null() if ref is None else ref)
    if table.name == "patrols":
        first = select(m.Leg.start).where(m.Leg.patrol_id == table.c.id, m.Leg.leg == 1)
        when = first.scalar_subquery()
    elif table.name in _WHEN:
        when = table.c[_WHEN[table.name]]
    elif table.name == "commentary":
        when = table.c.month
    elif table.name == "return_notes":
        of_return = select(m.Return.month).where(m.Return.id == table.c.return_id)
        when = of_return.scalar_subquery()
    return query.add_columns(null() if when is None else when).where(table.c.id.in_(rows))


def _day(when: datetime | date | str) -> str:
    if isinstance(when, datetime):
        return clock.long_day(clock.local_day(when))
    if isinstance(when, date):
        return clock.long_day(when)
    return clock.Month.parse(when).shown


def _field(column: str) -> str:
    return _WORDS_OF.get(column, column.replace("_", " ").capitalize())
