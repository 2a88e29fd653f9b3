"""What goes with a return so that a stranger can read it: the meaning of each column.

Metadata by the standard "CSV on the Web" (CSVW) for the figures and the notes, with the
protective marking, the journal's anchor and both files' fingerprints (formats.md §3).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from snt_desk.domain import clock, returns
from snt_desk.domain.figures import STATUSES
from snt_desk.domain.measures import COUNT, DIMENSIONS, MINUTES, SECTIONS
from snt_desk.domain.returns import NOTE_KINDS, MonthlyReturn

Column: TypeAlias = dict[str, Any]


def metadata_json(made: MonthlyReturn) -> str:
    """Describe the figures and the notes of a return; the same return gives the same text."""
    head = (made.team, made.month, made.revision)
    figures = returns.csv_text(*head, made.figures)
    notes = returns.notes_csv(*head, made.notes)
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "dc:title": f"Return of {made.team} for {made.month.shown}, revision {made.revision}",
        "dc:accessRights": made.marking,
        "dc:temporal": str(made.month),
        "dc:date": clock.write_instant(made.as_at),
        "dc:provenance": f"Journal anchor {made.anchor}",
        "tables": [
            _table(f"{made.stem}.csv", "Figures", figures, _FIGURE_COLUMNS, _FIGURE_KEY),
            _table(f"{made.stem}-notes.csv", "Notes", notes, _NOTE_COLUMNS, ()),
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _table(
    name: str, title: str, text: str, columns: Sequence[Column], key: Sequence[str]
) -> dict[str, Any]:
    schema = {"columns": columns, "primaryKey": key} if key else {"columns": columns}
    return {
        "url": name,
        "dc:title": title,
        "schema:sha256": returns.sha256(text),
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": schema,
    }


def _column(name: str, datatype: object, meaning: str, *, required: bool = True) -> Column:
    return {
        "name": name,
        "titles": name,
        "dc:description": meaning,
        "datatype": datatype,
        "required": required,
    }


def _one_of(words: Iterable[str]) -> dict[str, str]:
    return {"base": "string", "format": f"^({'|'.join(words)})$"}


_REVISION: Final = {"base": "integer", "minimum": 1}

_TEAM_MONTH_REVISION: Final = (
    _column("team", "string", "The team's code."),
    _column("month", "gYearMonth", "The month, as Europe/London has it."),
    _column("revision", _REVISION, "1, 2, …: each replaces the one before as a whole."),
)

_FIGURE_KEY: Final = ("team", "month", "revision", "section", "measure", "by", "category")

_FIGURE_COLUMNS: Final = (
    _column("schema", _one_of([returns.SCHEMA]), "The format of this file and its version."),
    *_TEAM_MONTH_REVISION,
    _column("section", _one_of(SECTIONS), "The part of the return."),
    _column("measure", "string", "What is counted."),
    _column("by", _one_of(DIMENSIONS), "What it is broken down by; all where it is not."),
    _column("category", "string", "A code of that list, or a beat, hot spot or priority."),
    _column("value", {"base": "integer", "minimum": 0}, "A whole number that adds up over teams."),
    _column("unit", _one_of([COUNT, MINUTES]), "What the value is in."),
    _column(
        "status",
        _one_of(STATUSES),
        "provisional: can still change by itself; nil: checked, none; not_recorded: nobody said.",
    ),
)

_NOTE_COLUMNS: Final = (
    *_TEAM_MONTH_REVISION,
    _column("kind", _one_of(NOTE_KINDS), "What the note is about."),
    _column("ref", "string", "The priority, or the figure it explains.", required=False),
    _column(
        "text",
        "string",
        "In words. An apostrophe stands before a text that begins as a formula would,"
        " and before one that begins with an apostrophe.",
        required=False,
    ),
)
