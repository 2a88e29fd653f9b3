"""How the history of a record is said: fields, codes, people and places by their names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Date, select, text
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from snt_desk.db.models import Base, Code, Leg, Member
from snt_desk.db.types import Instant, minutes
from snt_desk.domain import clock
from snt_desk.domain.case_reviews import OUTCOMES
from snt_desk.domain.clock import DAY, EPOCH, MINUTE
from snt_desk.domain.package import TABLES
from snt_desk.services import roster
from snt_desk.services.records import CODES_BESIDE, reference_column

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """One thing that a change did: the field, and what stood there before and stands there since.

    Either is empty where there was nothing.
    """

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Image:
    """One row before and after one change; both None where it was wiped."""

    id: int
    change: int
    table: str
    row: int
    before: Content | None
    after: Content | None

    @property
    def is_wiped(self) -> bool:
        """Whether its contents were taken away for good."""
        return self.before is None and self.after is None

    @property
    def content(self) -> Content:
        """What is known of the row: the later of the two."""
        return self.after or self.before or {}


_CODES = {
    (table.name, reference_column(column) if column.refers else column.name): column.codes
    for table in TABLES
    for column in table.columns
    if column.codes
}
_CODES |= CODES_BESIDE
_SAID: Mapping[tuple[str, str], Mapping[str, str]] = {("case_reviews", "outcome"): OUTCOMES}
"""Codes that are in no list: the words for them are the domain's."""
_SILENT = frozenset({"id", "version", "team_id", "ref", "position"})
_FIELDS = {
    "purpose": "For",
    "fte_percent": "Full time, %",
    "from": "First day",
    "to": "Last day",
    "start": "From",
    "end": "To",
    "owner_member_id": "Owner",
    "owner_partner_id": "Owner",
    "last_update": "Last public update",
    ("priorities", "title"): "What it is",
    ("priorities", "action"): "What the public was told last",
    "public": "May be published",
    ("members", "public"): "May be named to the public",
    ("teams", "police_uk_id"): "Id on police.uk",
    "window_from": "Daily from",
    "window_to": "Daily to",
    ("priorities", "issue"): "What the public reads",
    ("priorities", "reopens_id"): "Takes up again",
    ("priorities", "replaces_id"): "Replaces",
    "told": "What may be told",
    ("partners", "ended"): "No longer worked with since",
    ("partner_people", "left"): "No longer there since",
    "series_id": "Comes again as",
    "series_day": "Was due on",
    "until": "Last possible day",
    "lasts": "Minutes",
    "remind": "Remind from",
    "outcome": "What came of it",
    "asked": "Asked for on",
    "lead_id": "Led by",
    "estimated": "Attendance estimated",
    "feedback": "Feedback owed",
    "feedback_due": "Feedback due on",
    "feedback_given": "Feedback given on",
    "passed_to_id": "Passed on to",
    "planned": "Planned for",
    "picture": "With a picture",
    "alt": "What the picture shows",
    "before_id": "Last time",
    "patrol_id": "Became patrol",
    ("legs", "mode"): "How",
    ("legs", "start"): "Out",
    ("legs", "end"): "In",
}
LINKED = {
    "leg_officers": ("leg_id", "member_id", "Crew"),
    "leg_partners": ("leg_id", "partner_id", "Partners"),
    "meeting_officers": ("meeting_id", "member_id", "Who came from the team"),
    "meeting_partners": ("meeting_id", "partner_id", "Partners who came"),
    "meeting_series_officers": ("series_id", "member_id", "Who goes from the team"),
    "meeting_series_partners": ("series_id", "partner_id", "Partners asked"),
    "event_officers": ("event_id", "member_id", "Who was there"),
    "event_groups": ("event_id", "group_id", "Groups reached"),
    "planned_patrol_officers": ("planned_patrol_id", "member_id", "Crew"),
    "priority_places": ("priority_id", "place_id", "Further places"),
    "priority_partners": ("priority_id", "partner_id", "Partners"),
}
"""Rows that only say that something belongs: the owner, what belongs, and the words for all."""
_PARTS = {
    "visits": "Visit",
    "outcomes": "Outcome",
    "postings": "Posting",
    "crime_counts": "Count",
    "meeting_missing": "Did not come",
    "meeting_skips": "Does not take place",
    "agenda_items": "Agenda",
    "case_reports": "Report",
    "message_channels": "Channel",
    "campaign_tags": "Hashtag",
    "campaign_days": "Day",
}
"""What other parts of a record are called."""
_WORDS = {
    "meeting_skips": ("day", "why"),
    "agenda_items": ("text", "said", "decided"),
    "case_reports": ("reporter", "reported", "incident", "partner_id", "reference"),
    "message_channels": ("channel", "text"),
    "campaign_tags": ("tag",),
    "campaign_days": ("day", "theme"),
}
"""The columns that say what such a part is."""
_CALLED = {"places": "name", "partners": "name", "priorities": "title", "meetings": "title"}
_CALLED |= {"rounds": "begun", "meeting_series": "title", "community_groups": "name"}
_CALLED |= {"actions": "text", "messages": "text"}
# What a resident wants may say too much of him.
_CALLED |= {"contacts": "received"}
_CALLED |= {"events": "title", "campaigns": "title", "consultations": "title", "teams": "name"}


class Names:
    """What codes, people, places and the like are called, looked up once."""

    def __init__(self, session: Session) -> None:
        """Look up in this session."""
        self._session = session
        codes = select(Code.list, Code.code, Code.label)
        self._labels = {(name, code): label for name, code, label in session.execute(codes)}
        self._known: dict[tuple[str, int], str] = {}
        self._collars: dict[str, str] = {}

    def officer(self, collar: str) -> str:
        """Somebody by role and surname: `Sgt Okafor`; the collar, if nobody is known by it."""
        if collar not in self._collars:
            found = roster.on_day(self._session, 0, clock.today(), [collar])
            self._collars[collar] = found[0].called if found else collar
        return self._collars[collar]

    def shown(self, table: str, column: str, value: Any) -> str:
        """A value of a column in words; empty for none."""
        if value is None or value == "":
            return ""
        if (table, column) in _CODES:
            name = _CODES[table, column] or ""
            return self._labels.get((name, value), str(value))
        if (table, column) in _SAID:
            return _SAID[table, column].get(value, str(value))
        stored = Base.metadata.tables[table].c[column]
        targets = {key.column.table.name for key in stored.foreign_keys}
        if targets:
            return self._called(min(targets), value)
        # A posting ends on the first day that it does not cover.
        return _plain(stored.type, value, less=DAY * ((table, column) == ("postings", "to")))

    def _called(self, table: str, row: int) -> str:
        if (table, row) not in self._known:
            self._known[table, row] = self._looked_up(table, row)
        return self._known[table, row]

    def _looked_up(self, table: str, row: int) -> str:
        if table == "members":
            collar = self._session.scalar(select(Member.collar).where(Member.id == row))
            return self.officer(collar) if collar else self._was(table, row, "last_name")
        if table == "patrols":
            out = select(Leg.start).where(Leg.patrol_id == row, Leg.leg == 1)
            start = self._session.scalar(out)
            return "one that is gone" if start is None else _moment(minutes(start))
        column = _CALLED.get(table, "ref")
        stored = Base.metadata.tables[table]
        name = self._session.scalar(select(stored.c[column]).where(stored.c.id == row))
        if name is None:
            return self._was(table, row, column)
        return self.shown(table, column, _as_in_an_image(name))

    def _was(self, table: str, row: int, column: str) -> str:
        """What is gone, as it was called last."""
        query = (
            "SELECT coalesce(after, before) FROM images WHERE id = (SELECT max(id) FROM images"
            ' INDEXED BY ix_images_change_id_table_row WHERE row = :row AND "table" = :table)'
        )
        image = self._session.scalar(text(query), {"row": row, "table": table})
        return self.shown(table, column, json.loads(image)[column]) if image else "one that is gone"


@dataclass
class Telling:
    """Tells the changes of one record one after the other, oldest first."""

    names: Names
    table: str
    legs: Mapping[int, int]
    """The number of each leg by its row."""
    linked: dict[tuple[str, int], dict[int, Content]] = field(default_factory=dict)

    def told(self, images: Sequence[Image]) -> tuple[Difference, ...]:
        """Say what one change did, by its images."""
        rows = _folded(images)
        lists = self._lists(rows)
        own = [image for image in rows if image.table == self.table]
        if any(image.after is None and image.before is not None for image in own):
            # Its name says that it was deleted; what was in it, the changes before.
            return ()
        parts = [one for one in rows if one.table != self.table and one.table not in LINKED]
        said = [one for image in own for one in self._fields(image, "")]
        said += [one for image in parts for one in self._part(image)]
        return (*said, *lists)

    def _fields(self, image: Image, before_field: str) -> Iterator[Difference]:
        old, new = image.before or {}, image.after or {}
        for column in new:
            if column in _SILENT or old.get(column) == new[column]:
                continue
            was = self.names.shown(image.table, column, old.get(column))
            now = self.names.shown(image.table, column, new[column])
            if was != now:
                yield Difference(before_field + _field(image.table, column), was, now)

    def _part(self, image: Image) -> Iterator[Difference]:
        if image.table == "legs" and image.before is not None and image.after is not None:
            yield from self._fields(image, self._leg(image.row, ": "))
            return
        was, now = self._summary(image.table, image.before), self._summary(image.table, image.after)
        if was != now:
            yield Difference(self._title(image), was, now)

    def _title(self, image: Image) -> str:
        if image.table == "legs":
            return f"Leg {image.content.get('leg', '')}"
        return _PARTS[image.table]

    def _leg(self, row: int, end: str) -> str:
        return f"Leg {self.legs[row]}{end}" if len(set(self.legs.values())) > 1 else ""

    def _summary(self, table: str, content: Content | None) -> str:
        if not content:
            return ""

        def say(column: str) -> str:
            return self.names.shown(table, column, content[column])

        if table == "legs":
            parts = [say("mode"), say("place_id"), _stretch(content)]
        elif table == "visits":
            parts = [say("hotspot_id"), _stretch(content)]
        elif table == "outcomes":
            return f"{say('kind')}: {content['count']}"
        elif table == "crime_counts":
            return f"{say('category')}, {say('month')}: {content['count']}"
        elif table == "meeting_missing":
            sent = "with apologies" if content["apologies"] else "without apologies"
            parts = [say("partner_id"), say("member_id"), sent]
        elif table in _WORDS:
            parts = [say(column) for column in _WORDS[table]]
        else:
            parts = [say("role"), f"{content['fte_percent']} %", f"from {say('from')}"]
            parts += [f"to {say('to')}"] if content["to"] else []
        return ", ".join(part for part in parts if part)

    def _lists(self, rows: Sequence[Image]) -> list[Difference]:
        """Who and what belongs, whole: `PC Ridley` became `PC Ridley, PCSO Calloway`."""
        before: dict[tuple[str, int], str] = {}
        for image in rows:
            if image.table not in LINKED or not image.content:
                continue
            owner = (image.table, image.content[LINKED[image.table][0]])
            before.setdefault(owner, self._listed(owner))
            members = self.linked.setdefault(owner, {})
            if image.after is None:
                members.pop(image.row, None)
            else:
                members[image.row] = image.after
        said = ((owner, was, self._listed(owner)) for owner, was in before.items())
        return [
            Difference(self._list_title(owner), was, now) for owner, was, now in said if was != now
        ]

    def _list_title(self, owner: tuple[str, int]) -> str:
        table, row = owner
        words = LINKED[table][2]
        leg = self._leg(row, ": ") if LINKED[table][0] == "leg_id" and row in self.legs else ""
        return leg + words

    def _listed(self, owner: tuple[str, int]) -> str:
        table, column = owner[0], LINKED[owner[0]][1]
        members = sorted(self.linked.get(owner, {}).values(), key=lambda one: one["position"])
        return ", ".join(self.names.shown(table, column, one[column]) for one in members)


def _folded(images: Sequence[Image]) -> list[Image]:
    """One image for each row: before all that the change did to it, and after."""
    folded: dict[tuple[str, int], Image] = {}
    for image in images:
        key = (image.table, image.row)
        first = folded.get(key, image)
        folded[key] = Image(image.id, image.change, *key, first.before, image.after)
    return list(folded.values())


def _as_in_an_image(value: Any) -> Any:
    if isinstance(value, datetime):
        return minutes(value)
    return value.isoformat() if isinstance(value, date) else value


def _plain(kind: TypeEngine[Any], value: Any, *, less: timedelta) -> str:
    if isinstance(kind, Instant):
        return _moment(value)
    if isinstance(kind, Date):
        return clock.long_day(date.fromisoformat(value) - less)
    if isinstance(kind, Boolean):
        return "yes" if value else "no"
    return " ".join(str(value).split())


def _field(table: str, column: str) -> str:
    plain = column.removesuffix("_id").replace("_", " ").capitalize()
    return _FIELDS.get((table, column)) or _FIELDS.get(column) or plain


def _moment(minutes: int) -> str:
    instant = EPOCH + minutes * MINUTE
    return f"{clock.long_day(clock.local_day(instant))} {clock.wall(instant)}"


def _stretch(content: Content) -> str:
    end = content.get("end")
    if end is None:
        return f"{_moment(content['start'])}, still out"
    return f"{_moment(content['start'])} to {clock.wall(EPOCH + end * MINUTE)}"
