"""A small good package of invented records, to be spoilt by one cell in each test."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from snt_desk.domain.package import TABLES, Checked, Reading, Standing, check, key_of, read
from snt_desk.domain.package.schema import description

Tables: TypeAlias = dict[str, list[dict[str, str]]]

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden"
SEEDS = ROOT / "resources" / "codes.csv"

_GOOD = """
teams       | code,name,district
            | WHA-1,Welwyn Hatfield North,Welwyn Hatfield
            | BRX-1,Cheshunt East,Broxbourne
places      | team,code,name,kind,parent
            | WHA-1,B1,Town centre,beat,
            | WHA-1,B2,Woodside,beat,
            | WHA-1,H1,Woodside shops,hotspot,B2
            | BRX-1,B9,Old pond,beat,
members     | collar,first_name,last_name
            | 202,Ewan,O'Sheaburn
            | 303,Ngozi,Fitz-Harrowden
            | 707,Gita,Pettigrove
            | 808,Rhys,Larkrise
postings    | collar,team,role,fte_percent,from,to
            | 202,WHA-1,pc,100,2021-05-01,
            | 303,WHA-1,pc,80,2020-01-01,2022-01-01
            | 303,WHA-1,sergeant,80,2022-01-01,
            | 707,BRX-1,volunteer,10,2024-01-01,
duties      | ref,collar,team,start,end,code
            | D1,202,WHA-1,2026-10-03T14:00+01:00,2026-10-04T00:00+01:00,late
absences    | ref,collar,start,end,kind
            | A1,202,2026-10-12T13:00+01:00,2026-10-15T17:00+01:00,training
priorities  | ref,team,title,theme,place,status,raised,adopted,closed,result
            | T1,WHA-1,Shouting at night,asb,B1,adopted,2026-06-10,2026-07-01,,
            | T2,WHA-1,Speeding past the school,speeding,B1,proposed,2026-10-01,,,
            | T3,WHA-1,Dealing at the garages,drugs,,closed,2026-04-01,,2026-10-15,reduced
            | T9,BRX-1,Bikes by the river,off_road_bikes,B9,proposed,2026-04-01,,,
patrols     | ref,team,purpose,priority,visible,note
            | P1,WHA-1,town_centre,T1,yes,Two groups moved on
            | P2,WHA-1,hotspot,,yes,
legs        | patrol,leg,mode,place,start,end,officers,partners
            | P1,1,foot,B1,2026-10-03T22:00+01:00,2026-10-03T23:00+01:00,202;303,
            | P1,2,vehicle,,2026-10-03T23:30+01:00,2026-10-04T02:00+01:00,202,O1
            | P2,1,foot,H1,2026-10-05T10:00+01:00,,707,
visits      | patrol,leg,hotspot,start,end
            | P1,1,H1,2026-10-03T22:10+01:00,2026-10-03T22:25+01:00
            | P1,1,H1,2026-10-03T22:40+01:00,2026-10-03T22:55+01:00
outcomes    | patrol,event,kind,count
            | P1,,arrest,1
            | ,E1,crime_prevention_advice,7
partners    | ref,team,name,kind
            | O1,WHA-1,Borough council,district_council
            | O9,BRX-1,Housing association,housing_provider
meetings    | ref,team,kind,title,start,end,place,partners,officers,priority
            | M1,WHA-1,asb_panel,Panel,2026-10-06T14:00+01:00,2026-10-06T15:30+01:00,B1,O1,202,T1
            | M9,BRX-1,internal,Briefing,2026-10-06T14:00+01:00,,,,,
actions     | ref,team,meeting,priority,text,owner_collar,owner_partner,raised
            | X1,WHA-1,M1,T1,Letters to the street,202,,2026-10-06
            | X2,WHA-1,,,Mend the lights,,O1,2026-10-06
consultations | ref,team,title,opened,closed
            | C1,WHA-1,Your views,2026-09-01,2026-09-30
            | C9,BRX-1,Your views,2026-09-01,
responses   | ref,consultation,received,channel,theme,place,count
            | R1,C1,2026-11-01,email,asb,B1,1
events      | ref,team,kind,title,start,end,place,officers,campaign
            | E1,WHA-1,surgery,Library,2026-10-10T10:00+01:00,2026-10-10T12:00+01:00,B1,202,#Week
contacts    | ref,team,received,channel,subject,owner,answered,status
            | Q1,WHA-1,2026-10-23T17:00+01:00,email,Lights,202,2026-10-26T16:00+00:00,answered
            | Q2,WHA-1,2026-10-23T17:00+01:00,phone,Bins,,,open
            | Q9,BRX-1,2026-10-23T17:00+01:00,phone,Bins,,,open
appointments | ref,team,contact,kind,at,officer,status
            | V1,WHA-1,Q1,home,2026-10-10T15:00+01:00,202,held
campaigns   | tag,title,from,to
            | #Week,Week of action,2026-10-26,2026-10-26
messages    | ref,team,kind,text,campaign,status
            | W1,WHA-1,campaign,Out and about all week,#Week,posted
posts       | ref,message,channel,posted
            | Z1,W1,facebook,2026-10-31T23:59+00:00
nil_sections | team,month,section
            | WHA-1,2026-10,consultation
"""


def good() -> Tables:
    """A package in which nothing is wrong, with the seeded codes."""
    tables: Tables = {table.name: [] for table in TABLES}
    name, heading = "", [""]
    for line in _GOOD.strip().splitlines():
        title, _, text = line.partition("|")
        cells = text.strip().split(",")
        if title.strip():
            name, heading = title.strip(), cells
        else:
            tables[name].append(dict(zip(heading, cells, strict=True)))
    with SEEDS.open(encoding="utf-8", newline="") as file:
        tables["codes"] = list(csv.DictReader(file))
    return tables


def changed(tables: Tables, table: str, at: int, cells: Mapping[str, str]) -> Tables:
    """The same package with some cells of one row changed."""
    rows = list(tables[table])
    rows[at] = {**rows[at], **cells}
    return {**tables, table: rows}


def added(tables: Tables, table: str, *rows: Mapping[str, str]) -> Tables:
    """The same package with more rows."""
    return {**tables, table: [*tables[table], *(dict(row) for row in rows)]}


def only(tables: Tables, *names: str) -> Tables:
    """The same package with the rows of these tables alone."""
    return {name: rows if name in names else [] for name, rows in tables.items()}


def folder(tables: Tables, where: Path) -> Path:
    """Write the package as a folder of that name, anew."""
    shutil.rmtree(where, ignore_errors=True)
    where.mkdir()
    (where / "datapackage.json").write_bytes(description())
    for table in TABLES:
        text = io.StringIO(newline="")
        lines = csv.DictWriter(text, table.names)
        lines.writeheader()
        lines.writerows(tables[table.name])
        (where / table.file).write_text(text.getvalue(), encoding="utf-8", newline="")
    return where


def reading(tables: Tables, where: Path) -> Reading:
    """Write the package and read it."""
    return read(folder(tables, where / "package"))


def standing(
    tables: Tables, where: Path, visited: frozenset[tuple[str, str]] = frozenset()
) -> Standing:
    """What a database holds in which this package was put."""
    found = reading(tables, where)
    assert not found.problems
    rows = {
        table.name: {key_of(table, row): row for row in found.rows[table.name]} for table in TABLES
    }
    return Standing(rows, visited)


def checked(tables: Tables, where: Path, there: Standing | None = None) -> Checked:
    """Write the package, read it and check it."""
    return check(reading(tables, where), there or Standing())


def said(result: Checked) -> list[str]:
    """Every problem as `file row column: sentence`."""
    return [f"{one.file} {one.row} {one.column}: {one.problem}" for one in result.problems]


def refused(result: Checked) -> dict[str, int]:
    """How many rows of each table are refused, where any are."""
    return {name: count for name, count in result.refused.items() if count}
