"""What is in a data package: its tables and their columns, in order (formats.md §1).

Reading, checking, writing and `datapackage.json` all follow from this one description.
A row is a plain tuple with a value for each column: the cell's text, a whole number,
yes or no as a bool, a date, an instant as an aware UTC datetime, a tuple of texts where
the cell is a list, or None where it is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from operator import itemgetter
from typing import Any, Final, TypeAlias

Row: TypeAlias = tuple[Any, ...]
"""One row; which types stand in it, its table's columns say."""

Key: TypeAlias = tuple[Any, ...]
"""The values that tell a row from all others of its table."""


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    REF = "ref"
    CODE = "code"
    TAG = "tag"
    DATE = "date"
    INSTANT = "instant"
    MONTH = "month"
    NUMBER = "number"
    YES_NO = "yes or no"


TEXT, REF, CODE, TAG, NUMBER = Kind.TEXT, Kind.REF, Kind.CODE, Kind.TAG, Kind.NUMBER
DATE, INSTANT, MONTH, YES_NO = Kind.DATE, Kind.INSTANT, Kind.MONTH, Kind.YES_NO

MOST_NUMBER: Final = 999_999_999
"""More is a slip, and has no room in a database's whole number."""

OWN_TEAM: Final = frozenset({"places", "priorities", "partners", "meetings", "contacts"})
"""Tables to whose rows only rows of the same team may refer."""


@dataclass(frozen=True)
class Column:
    """A column of a table and what its cells may hold.

    `required` cells are never empty. `many` cells are lists. `refers` names the table
    to whose key the value belongs; `parent` says that the row is a part of that row,
    `posted` that the person must have been posted somewhere. `codes` names the list of
    the code. `least` and `most` bound a number.
    """

    name: str
    kind: Kind
    required: bool = False
    many: bool = False
    refers: str | None = None
    parent: bool = False
    posted: bool = False
    codes: str | None = None
    least: int = 0
    most: int = MOST_NUMBER

    @property
    def own_team(self) -> bool:
        """Whether the row that is referred to must be of the row's own team."""
        return self.refers in OWN_TEAM


@dataclass(frozen=True)
class PackageTable:
    """A table of the package: `NAME.csv`, its columns in order, and its key."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The heading."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def key_places(self) -> tuple[int, ...]:
        """Where in a row the key stands."""
        return tuple(self.place(name) for name in self.key)

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    def place(self, name: str) -> int:
        """Say where in a row a column stands; raises ValueError for a name it lacks."""
        return self.names.index(name)

    def column(self, name: str) -> Column:
        """Give a column by its name; raises ValueError for a name it lacks."""
        return self.columns[self.place(name)]


def key_of(table: PackageTable, row: Row) -> Key:
    """Take the key out of a row; of an outcome it is (patrol, event, kind), one of two None."""
    return tuple([row[place] for place in table.key_places])


def keys_of(table: PackageTable, rows: Iterable[Row]) -> Iterator[Key]:
    """Take the keys out of many rows, in their order."""
    single = len(table.key_places) == 1
    keys = map(itemgetter(*table.key_places), rows)
    return ((key,) for key in keys) if single else keys


def _table(name: str, *columns: Column, key: tuple[str, ...] = ("ref",)) -> PackageTable:
    return PackageTable(name, columns, key)


_REF = Column("ref", REF, required=True)
_TEAM = Column("team", REF, required=True, refers="teams")
_NOTE = Column("note", TEXT)
_START = Column("start", INSTANT, required=True)
_END = Column("end", INSTANT)
_CLOSED_END = Column("end", INSTANT, required=True)
_PLACE = Column("place", REF, refers="places")
_PRIORITY = Column("priority", REF, refers="priorities")
_OFFICERS = Column("officers", REF, many=True, refers="members")
_PARTNERS = Column("partners", REF, many=True, refers="partners")
_CAMPAIGN = Column("campaign", TAG, refers="campaigns")

TABLES: Final[tuple[PackageTable, ...]] = (
    _table(
        "teams",
        Column("code", REF, required=True),
        Column("name", TEXT, required=True),
        Column("district", TEXT, required=True),
        Column("force", TEXT),
        Column("police_uk_id", TEXT),
        Column("cycle_months", NUMBER),
        key=("code",),
    ),
    _table(
        "places",
        _TEAM,
        Column("code", REF, required=True),
        Column("name", TEXT, required=True),
        Column("kind", CODE, required=True, codes="place_kind"),
        Column("parent", REF, refers="places"),
        key=("team", "code"),
    ),
    _table(
        "members",
        Column("collar", REF, required=True),
        Column("first_name", TEXT, required=True),
        Column("last_name", TEXT, required=True),
        Column("cycle_trained", YES_NO),
        Column("driving", CODE, codes="driving"),
        Column("email", TEXT),
        key=("collar",),
    ),
    _table(
        "postings",
        Column("collar", REF, required=True, refers="members"),
        _TEAM,
        Column("role", CODE, required=True, codes="role"),
        Column("fte_percent", NUMBER, required=True, most=100),
        Column("from", DATE, required=True),
        Column("to", DATE),
        key=("collar", "team", "from"),
    ),
    _table(
        "duties",
        _REF,
        Column("collar", REF, required=True, refers="members", posted=True),
        _TEAM,
        _START,
        _CLOSED_END,
        Column("code", CODE, required=True, codes="duty"),
        _NOTE,
    ),
    _table(
        "absences",
        _REF,
        Column("collar", REF, required=True, refers="members", posted=True),
        _START,
        _CLOSED_END,
        Column("kind", CODE, required=True, codes="absence"),
        Column("sent_to", TEXT),
        _NOTE,
    ),
    _table(
        "priorities",
        _REF,
        _TEAM,
        Column("title", TEXT, required=True),
        Column("theme", CODE, required=True, codes="theme"),
        _PLACE,
        Column("status", CODE, required=True, codes="priority_status"),
        Column("raised", DATE, required=True),
        Column("adopted", DATE),
        Column("closed", DATE),
        Column("result", CODE, codes="priority_result"),
        Column("last_update", DATE),
        Column("action", TEXT),
        Column("objective", TEXT),
        Column("scanning", TEXT),
        Column("analysis", TEXT),
        Column("response", TEXT),
        Column("assessment", TEXT),
    ),
    _table(
        "patrols",
        _REF,
        _TEAM,
        Column("purpose", CODE, required=True, codes="purpose"),
        _PRIORITY,
        Column("operation", TEXT),
        Column("visible", YES_NO, required=True),
        _NOTE,
    ),
    _table(
        "legs",
        Column("patrol", REF, required=True, refers="patrols", parent=True),
        Column("leg", NUMBER, required=True, least=1),
        Column("mode", CODE, required=True, codes="mode"),
        _PLACE,
        _START,
        _END,
        Column("officers", REF, many=True, refers="members", posted=True),
        _PARTNERS,
        key=("patrol", "leg"),
    ),
    _table(
        "visits",
        Column("patrol", REF, required=True, refers="patrols", parent=True),
        Column("leg", NUMBER, required=True, least=1),
        Column("hotspot", REF, required=True, refers="places"),
        _START,
        _CLOSED_END,
        key=("patrol", "leg", "start"),
    ),
    _table(
        "outcomes",
        Column("patrol", REF, refers="patrols", parent=True),
        Column("event", REF, refers="events", parent=True),
        Column("kind", CODE, required=True, codes="outcome"),
        Column("count", NUMBER, required=True, least=1),
        key=("patrol", "event", "kind"),
    ),
    _table(
        "partners",
        _REF,
        _TEAM,
        Column("name", TEXT, required=True),
        Column("kind", CODE, required=True, codes="partner_kind"),
        Column("contact_name", TEXT),
        Column("contact_email", TEXT),
        Column("contact_phone", TEXT),
    ),
    _table(
        "meetings",
        _REF,
        _TEAM,
        Column("kind", CODE, required=True, codes="meeting_kind"),
        Column("title", TEXT, required=True),
        _START,
        _END,
        _PLACE,
        _PARTNERS,
        _OFFICERS,
        _PRIORITY,
        Column("minutes", TEXT),
    ),
    _table(
        "actions",
        _REF,
        _TEAM,
        Column("meeting", REF, refers="meetings"),
        _PRIORITY,
        Column("text", TEXT, required=True),
        Column("owner_collar", REF, refers="members"),
        Column("owner_partner", REF, refers="partners"),
        Column("raised", DATE, required=True),
        Column("due", DATE),
        Column("closed", DATE),
    ),
    _table(
        "consultations",
        _REF,
        _TEAM,
        Column("title", TEXT, required=True),
        Column("opened", DATE, required=True),
        Column("closed", DATE),
    ),
    _table(
        "responses",
        _REF,
        Column("consultation", REF, required=True, refers="consultations", parent=True),
        Column("received", DATE, required=True),
        Column("channel", CODE, required=True, codes="response_channel"),
        Column("theme", CODE, required=True, codes="theme"),
        _PLACE,
        Column("count", NUMBER, required=True, least=1),
        Column("comment", TEXT),
    ),
    _table(
        "events",
        _REF,
        _TEAM,
        Column("kind", CODE, required=True, codes="event_kind"),
        Column("title", TEXT, required=True),
        Column("purpose", CODE, codes="event_purpose"),
        _START,
        _END,
        _PLACE,
        _OFFICERS,
        Column("attendance", NUMBER),
        _CAMPAIGN,
    ),
    _table(
        "contacts",
        _REF,
        _TEAM,
        Column("received", INSTANT, required=True),
        Column("channel", CODE, required=True, codes="contact_channel"),
        Column("subject", TEXT, required=True),
        Column("resident_name", TEXT),
        Column("resident_contact", TEXT),
        Column("access_needs", TEXT),
        Column("owner", REF, refers="members"),
        Column("answered", INSTANT),
        Column("status", CODE, required=True, codes="contact_status"),
        Column("review_on", DATE),
    ),
    _table(
        "appointments",
        _REF,
        _TEAM,
        Column("contact", REF, refers="contacts"),
        Column("kind", CODE, required=True, codes="appointment_kind"),
        Column("at", INSTANT, required=True),
        Column("officer", REF, refers="members"),
        Column("status", CODE, required=True, codes="appointment_status"),
    ),
    _table(
        "campaigns",
        Column("tag", TAG, required=True),
        Column("title", TEXT, required=True),
        Column("from", DATE, required=True),
        Column("to", DATE, required=True),
        key=("tag",),
    ),
    _table(
        "messages",
        _REF,
        _TEAM,
        Column("kind", CODE, required=True, codes="message_kind"),
        Column("text", TEXT, required=True),
        _CAMPAIGN,
        Column("status", CODE, required=True, codes="message_status"),
    ),
    _table(
        "posts",
        _REF,
        Column("message", REF, required=True, refers="messages", parent=True),
        Column("channel", CODE, required=True, codes="message_channel"),
        Column("posted", INSTANT, required=True),
        Column("reach", NUMBER),
    ),
    _table(
        "nil_sections",
        _TEAM,
        Column("month", MONTH, required=True),
        Column("section", CODE, required=True),
        key=("team", "month", "section"),
    ),
    _table(
        "codes",
        Column("list", CODE, required=True),
        Column("code", CODE, required=True),
        Column("label", TEXT, required=True),
        Column("valid_from", DATE),
        Column("valid_to", DATE),
        Column("flags", CODE, many=True),
        key=("list", "code"),
    ),
)
"""All tables, in the order in which a package holds them."""

_BY_NAME: Final = {table.name: table for table in TABLES}


def by_name(name: str) -> PackageTable:
    """Give a table by its name; raises KeyError for a name that is none of them."""
    return _BY_NAME[name]
