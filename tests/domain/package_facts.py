"""Facts straight from the files of a data package: a second path, beside import and database.

It reads with `csv` alone and picks what `Facts` asks for by its own code, so that the
golden returns prove the counting whatever the rest of the program does.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from snt_desk.domain.clock import Month
from snt_desk.domain.facts import (
    Absence,
    Action,
    Appointment,
    CodeFact,
    Contact,
    Duty,
    Event,
    Facts,
    Leg,
    Meeting,
    Outcome,
    Patrol,
    Post,
    Posting,
    Priority,
    Response,
    Visit,
)

GOLDEN = Path(__file__).parent.parent / "golden"
LONDON = ZoneInfo("Europe/London")

Row = dict[str, str]
Package = dict[str, list[Row]]


def read_table(content: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def read_package(path: Path) -> Package:
    """Read every table of a package, a folder or a zip."""
    if path.suffix != ".zip":
        return {file.stem: read_table(file.read_bytes()) for file in path.glob("*.csv")}
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".csv")]
        return {name.removesuffix(".csv"): read_table(archive.read(name)) for name in names}


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def maybe_instant(text: str) -> datetime | None:
    return instant(text) if text else None


def maybe_date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


@dataclass(frozen=True)
class TeamMonth:
    """The records of one team in a package, and the month that is asked for."""

    package: Package
    team: str
    month: Month

    def rows(self, table: str) -> list[Row]:
        return [row for row in self.package[table] if row["team"] == self.team]

    def has(self, moment: datetime | None) -> bool:
        return moment is not None and Month.of(moment.astimezone(LONDON).date()) == self.month

    def has_day(self, day: date | None) -> bool:
        return day is not None and Month.of(day) == self.month

    def touches(self, start: datetime, end: datetime | None) -> bool:
        return end is not None and start < self.end and end > self.start

    @property
    def start(self) -> datetime:
        return datetime(self.month.year, self.month.number, 1, tzinfo=LONDON).astimezone(UTC)

    @property
    def end(self) -> datetime:
        following = self.month.first + timedelta(days=31)
        return datetime(following.year, following.month, 1, tzinfo=LONDON).astimezone(UTC)


def facts_of(package: Package, team: str, month: str, as_at: str) -> Facts:
    """Pick exactly the records that `Facts` asks for, and no others."""
    wanted = TeamMonth(package, team, Month.parse(month))
    patrols = [patrol for patrol in _patrols(wanted) if _concerns(wanted, patrol)]
    duties = tuple(one for one in _duties(wanted) if wanted.touches(one.start, one.end))
    on_duty = {duty.collar for duty in duties}
    seen = on_duty | {person for one in patrols for leg in one.legs for person in leg.officers}
    return Facts(
        team=team,
        month=wanted.month,
        as_at=instant(as_at),
        codes=codes_of(package),
        postings=tuple(_postings(wanted, seen)),
        duties=duties,
        absences=tuple(
            one
            for one in _absences(package)
            if one.collar in on_duty and wanted.touches(one.start, one.end)
        ),
        patrols=tuple(patrols),
        visits=tuple(_visits(wanted)),
        outcomes=tuple(_outcomes(wanted)),
        priorities=tuple(_priorities(wanted)),
        responses=tuple(_responses(wanted)),
        events=tuple(one for one in _events(wanted) if wanted.has(one.start)),
        meetings=tuple(one for one in _meetings(wanted) if wanted.has(one.start)),
        actions=tuple(_actions(wanted)),
        posts=tuple(_posts(wanted)),
        contacts=tuple(_contacts(wanted)),
        appointments=tuple(_appointments(wanted)),
        nil_sections=frozenset(
            row["section"] for row in wanted.rows("nil_sections") if row["month"] == month
        ),
    )


def codes_of(package: Package) -> dict[str, tuple[CodeFact, ...]]:
    codes: dict[str, tuple[CodeFact, ...]] = {}
    for row in package["codes"]:
        code = CodeFact(
            row["code"],
            row["label"],
            maybe_date(row["valid_from"]),
            maybe_date(row["valid_to"]),
            frozenset(listed(row["flags"])),
        )
        codes[row["list"]] = (*codes.get(row["list"], ()), code)
    return codes


def _postings(wanted: TeamMonth, seen: set[str]) -> list[Posting]:
    last_days = (wanted.month.last, wanted.month.first - timedelta(days=1))
    postings = [
        Posting(
            row["collar"],
            row["team"],
            row["role"],
            int(row["fte_percent"]),
            date.fromisoformat(row["from"]),
            maybe_date(row["to"]),
        )
        for row in wanted.package["postings"]
    ]
    return [
        one
        for one in postings
        if one.collar in seen
        or (one.team == wanted.team and any(one.covers(day) for day in last_days))
    ]


def _duties(wanted: TeamMonth) -> list[Duty]:
    return [
        Duty(row["ref"], row["collar"], instant(row["start"]), instant(row["end"]))
        for row in wanted.rows("duties")
    ]


def _absences(package: Package) -> list[Absence]:
    return [
        Absence(row["ref"], row["collar"], instant(row["start"]), instant(row["end"]), row["kind"])
        for row in package["absences"]
    ]


def _patrols(wanted: TeamMonth) -> list[Patrol]:
    places = {row["code"]: row for row in wanted.rows("places")}
    legs: dict[str, list[Leg]] = {row["ref"]: [] for row in wanted.rows("patrols")}
    for row in wanted.package["legs"]:
        if row["patrol"] in legs:
            place = places.get(row["place"], {"kind": "", "code": "", "parent": ""})
            beat = place["code"] if place["kind"] == "beat" else place["parent"]
            legs[row["patrol"]].append(
                Leg(
                    row["patrol"],
                    int(row["leg"]),
                    row["mode"],
                    beat or None,
                    instant(row["start"]),
                    maybe_instant(row["end"]),
                    listed(row["officers"]),
                    listed(row["partners"]),
                )
            )
    return [
        Patrol(
            row["ref"],
            row["purpose"],
            row["priority"] or None,
            row["visible"] == "yes",
            tuple(sorted(legs[row["ref"]], key=lambda leg: leg.number)),
        )
        for row in wanted.rows("patrols")
    ]


def _concerns(wanted: TeamMonth, patrol: Patrol) -> bool:
    return any(wanted.has(leg.start) or wanted.touches(leg.start, leg.end) for leg in patrol.legs)


def _visits(wanted: TeamMonth) -> list[Visit]:
    ends = {(leg.patrol, leg.number): leg.end for one in _patrols(wanted) for leg in one.legs}
    visits = [
        Visit(
            row["patrol"],
            int(row["leg"]),
            row["hotspot"],
            instant(row["start"]),
            instant(row["end"]),
            leg_has_end=ends[row["patrol"], int(row["leg"])] is not None,
        )
        for row in wanted.package["visits"]
        if (row["patrol"], int(row["leg"])) in ends
    ]
    return [one for one in visits if wanted.has(one.start) or wanted.touches(one.start, one.end)]


def _outcomes(wanted: TeamMonth) -> list[Outcome]:
    started = {("patrols", one.ref): one.legs[0].start for one in _patrols(wanted)}
    started |= {("events", one.ref): one.start for one in _events(wanted)}
    outcomes = []
    for row in wanted.package["outcomes"]:
        source = ("patrols", row["patrol"]) if row["patrol"] else ("events", row["event"])
        if wanted.has(started.get(source)):
            outcomes.append(Outcome(row["kind"], int(row["count"]), started[source], *source))
    return outcomes


def _priorities(wanted: TeamMonth) -> list[Priority]:
    priorities = [
        Priority(
            row["ref"],
            row["theme"],
            maybe_date(row["adopted"]),
            maybe_date(row["closed"]),
            row["result"] or None,
            maybe_date(row["last_update"]),
        )
        for row in wanted.rows("priorities")
    ]
    return [
        one
        for one in priorities
        if one.live_on(wanted.month.last)
        or wanted.has_day(one.adopted)
        or wanted.has_day(one.closed)
    ]


def _responses(wanted: TeamMonth) -> list[Response]:
    consultations = {row["ref"] for row in wanted.rows("consultations")}
    return [
        Response(
            row["ref"],
            date.fromisoformat(row["received"]),
            row["channel"],
            row["theme"],
            int(row["count"]),
        )
        for row in wanted.package["responses"]
        if row["consultation"] in consultations
        and wanted.has_day(date.fromisoformat(row["received"]))
    ]


def _events(wanted: TeamMonth) -> list[Event]:
    return [
        Event(
            row["ref"],
            row["kind"],
            instant(row["start"]),
            maybe_instant(row["end"]),
            int(row["attendance"]) if row["attendance"] else None,
        )
        for row in wanted.rows("events")
    ]


def _meetings(wanted: TeamMonth) -> list[Meeting]:
    kinds = {row["ref"]: row["kind"] for row in wanted.rows("partners")}
    return [
        Meeting(
            row["ref"],
            row["kind"],
            instant(row["start"]),
            maybe_instant(row["end"]),
            tuple(kinds[ref] for ref in listed(row["partners"])),
        )
        for row in wanted.rows("meetings")
    ]


def _actions(wanted: TeamMonth) -> list[Action]:
    last = wanted.month.last
    actions = [
        Action(
            row["ref"],
            "police" if row["owner_collar"] else "partner",
            date.fromisoformat(row["raised"]),
            maybe_date(row["due"]),
            maybe_date(row["closed"]),
        )
        for row in wanted.rows("actions")
    ]
    return [
        one
        for one in actions
        if wanted.has_day(one.raised)
        or wanted.has_day(one.closed)
        or (one.due and one.due <= last and (one.closed is None or one.closed > last))
    ]


def _posts(wanted: TeamMonth) -> list[Post]:
    campaigns = {row["ref"]: row["campaign"] or None for row in wanted.rows("messages")}
    posts = [
        Post(row["ref"], row["channel"], instant(row["posted"]), campaigns[row["message"]])
        for row in wanted.package["posts"]
        if row["message"] in campaigns
    ]
    return [one for one in posts if wanted.has(one.posted)]


def _contacts(wanted: TeamMonth) -> list[Contact]:
    contacts = [
        Contact(
            row["ref"],
            row["channel"],
            instant(row["received"]),
            maybe_instant(row["answered"]),
            row["status"],
        )
        for row in wanted.rows("contacts")
    ]
    return [
        one
        for one in contacts
        if wanted.has(one.received)
        or (one.received < wanted.start and (one.answered is None or one.answered >= wanted.end))
    ]


def _appointments(wanted: TeamMonth) -> list[Appointment]:
    appointments = [
        Appointment(row["ref"], instant(row["at"]), row["status"])
        for row in wanted.rows("appointments")
    ]
    return [one for one in appointments if wanted.has(one.at)]
