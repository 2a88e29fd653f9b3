"""What the desk does for its backups by itself: at the start, every half hour, and at the end."""

from __future__ import annotations

from dataclasses import dataclass, replace

from snt_desk.db.backup import Report
from snt_desk.domain import backups as names
from snt_desk.domain import clock
from snt_desk.domain.backups import Care, Why
from snt_desk.services import backup_care, backups
from snt_desk.services.backup_care import Outside
from snt_desk.services.backup_place import Place
from snt_desk.services.backups import Backup


@dataclass(frozen=True)
class Standing:
    """How the backups stand: the last one, what is remembered of them, the second place."""

    last: Backup | None
    care: Care
    outside: Outside
    reminder: str = ""

    @property
    def alarm(self) -> str:
        """What has to be seen to, in a sentence; empty where all is well."""
        if self.care.found:
            return f"A backup did not pass its trial: {self.care.found}"
        if self.care.held:
            return f"No backup is thinned out. {self.care.held}"
        return ""

    @property
    def words(self) -> str:
        """The same for the status line: `Backed up today 13:30, checked`."""
        if self.care.found:
            return "A backup did not pass its trial"
        if self.care.held:
            return "Many records are gone: backups are held"
        if self.last is None:
            return "No backup yet"
        if self.outside.doubt:
            return f"{self.last.told}; second place away"
        return f"{self.last.told}; no second place" if self.reminder else self.last.told

    @property
    def detail(self) -> str:
        """All there is to say."""
        return _sentences(self.alarm) + self.calm

    @property
    def calm(self) -> str:
        """When the last one was made and one was proved, and how the second place stands."""
        last = self.last.told if self.last else "No backup yet"
        return _sentences(last, self.proved, self.reminder or self.outside.words).rstrip()

    @property
    def proved(self) -> str:
        """When a backup was last put back for trial: `Backups proved 3 Nov`."""
        if self.care.proved is None:
            return ""
        return f"Backups proved {names.day_and_month(self.care.proved)}"


def _sentences(*said: str) -> str:
    return "".join(f"{one.rstrip('.')}. " for one in said if one)


def begin(place: Place, report: Report) -> Standing:
    """At the start: take away what was left half done, and carry out what was not.

    Once a week it is said then that there is no second place.
    """
    backup_care.sweep(place.where)
    backup_care.adopt(place.where, place.store.key)
    standing = settle(place, report)
    reminder = backup_care.reminder(place.where, place.second, clock.now())
    return replace(standing, reminder=reminder)


def make(place: Place, why: Why, report: Report) -> Standing:
    """Make a backup, carry it out, and let go of what is too old; raises DeskError."""
    made = backups.back_up(
        place.where, report=report, why=why, key=place.store.key, busy=lambda: place.store.busy
    )
    standing = settle(place, report)
    # What was made by hand a moment ago is what is said, whatever else there is.
    return replace(standing, last=made)


def make_if_changed(place: Place, why: Why, report: Report) -> Standing:
    """Make a backup if anything was noted since the last one; raises DeskError."""
    if backup_care.changed(place.store, place.where):
        return make(place, why, report)
    return settle(place, report)


def settle(place: Place, report: Report) -> Standing:
    """Carry out what is to be elsewhere, let go of what is too old, and say how it stands.

    Raises DeskError, with nothing let go, where a hold could not be remembered.
    """
    outside = backup_care.carry_out(place.where, place.second, report)
    backup_care.thin(place.where, clock.now())
    return Standing(backups.last(place.where), backup_care.remembered(place.where), outside)


def look(place: Place) -> Standing:
    """Say how they stand, and do nothing."""
    return Standing(
        backups.last(place.where),
        backup_care.remembered(place.where),
        backup_care.stands(place.where, place.second),
    )
