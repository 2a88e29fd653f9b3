"""What the page of the backups says."""

from __future__ import annotations

from pathlib import Path

from snt_desk.domain import backups as names
from snt_desk.domain.backups import Why
from snt_desk.services.backup_since import Count, Since
from snt_desk.services.backups import Backup, State
from snt_desk.ui.listing import Line

KEPT = "What is there now is kept in this list for 30 days: you can come back to it."
PLAIN = "This backup is not encrypted, and your data will not be either."
_TONES = {State.CHECKED: "plain", State.NOT_PROVED: "warn", State.DAMAGED: "bad"}
_CALLED = {"duties": "duty days", "members": "people", "absences": "absences"}


def line(one: Backup) -> Line:
    """One backup in the list, by its path."""
    holds = names.holds(one.rows) or "its records were not counted"
    return Line(
        holds,
        id=str(one.path),
        lead=names.moment(one.made),
        sub=one.why.words if one.manifest else "",
        badge="" if one.checked else one.state.value,
        tone=_TONES[one.state],
        right="second place" if one.outside else "",
    )


def facts(one: Backup) -> str:
    """Why it was made, where it is, and how large."""
    said = []
    if one.manifest is not None:
        said.append(f"Made {_made(one.why)}, with SNT Desk {one.manifest.program}.")
    said.append(f"{megabytes(one.size)}, in {one.path.parent}.")
    said += [f"Also in {also.parent}." for also in one.also]
    return "\n".join(said)


def _made(why: Why) -> str:
    return "when it was replaced by a restore" if why is Why.REPLACED else why.words


def proof(one: Backup) -> str:
    """How far it can be relied on, in a sentence."""
    if one.doubt:
        return one.doubt
    if one.manifest is not None and one.manifest.proved is not None:
        return (
            f"Put back for trial on {names.day_and_month(one.manifest.proved)}, and all was there."
        )
    if one.manifest is not None and one.manifest.compared:
        return "Read back and compared row by row when it was made."
    return "Read back and counted when it was made."


def counts(found: Since) -> str:
    """What is in it and what is there now, a line for each kind of record."""
    return "\n".join(_count(one) for one in found.counts if one.then or one.now)


def _count(one: Count) -> str:
    called = _CALLED.get(one.table, one.table)
    if one.then == one.now:
        return f"{one.now:,} {called}, as now"
    return f"{one.then:,} {called}; now {one.now:,}"


def changes(found: Since) -> str:
    """What was done since: `12 changes since, the latest: Log foot patrol, Peartree, …`."""
    return _changes(found, "since")


def _changes(found: Since, how: str) -> str:
    if found.changes is None:
        return "It is from before the data was put back, and holds what was given up then."
    if not found.changes or found.at is None:
        return "Nothing was changed since."
    many = "1 change" if found.changes == 1 else f"{found.changes:,} changes"
    return f"{many} {how}, the latest: {found.latest}, {names.moment(found.at)}."


def asked(one: Backup, found: Since) -> tuple[str, str]:
    """The question before a restore, and what is lost by it."""
    lost = _changes(found, "would be undone")
    return f"Put back the backup of {names.moment(one.made)}?", f"{lost} {KEPT}"


def megabytes(size: int) -> str:
    """How large a file is: `59 MB`."""
    return f"{size / 1e6:,.0f} MB" if size >= 10_000_000 else f"{size / 1e6:.1f} MB"


def second(place: Path | None) -> str:
    """What the button of the second place says."""
    return "Change second &place…" if place else "Choose second &place…"
