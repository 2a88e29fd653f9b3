"""ASB case reviews: the threshold of a district, and whether reports of incidents reach it.

Whoever reported often enough may ask for a review (the community trigger). How often that is,
each council says; it is data here (`resources/case-reviews.json`). Nobody is named: who reported
has a letter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.drafts import Caution, Problem, as_compared
from snt_desk.domain.unpublished_signs import Remark, houses, reached

OUTCOMES: Final[Mapping[str, str]] = {
    "threshold_not_met": "Threshold not met",
    "recommendations": "Recommendations made",
    "no_recommendations": "Nothing more to be done",
    "withdrawn": "Withdrawn",
}
"""What can come of a review: the code, and the words for it."""
MOST: Final = 99
"""No threshold asks for more than so many reports, people, months or days."""
_FEW: Final = 14
"""A threshold is about to lapse when it does within so many days."""
_LETTER: Final = re.compile(r"[A-Z]{1,2}")
# Who misses school, or revs an engine, is nobody: these stand before a name with a capital.
_TITLED: Final = re.compile(
    r"(?<!\w)(?:(?i:mr|mrs|mx|dr|cllr)\.? (?i:[a-z])|(?:[Mm]s|[Mm]iss|[Rr]ev)\.? [A-Z])[\w’'-]+"
)


@dataclass(frozen=True)
class Threshold:
    """How many separate incidents must have been reported within so many months.

    By one person, or by so many `people` between them; None where only one will do.
    `acknowledged_in` is in how many working days who asks for a review is answered; None where
    no time is set. `source` says where that is written.
    """

    incidents: int
    people: int | None
    months: int
    acknowledged_in: int | None
    source: str = ""

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be a threshold."""
        for field, value, least, what in (
            ("incidents", self.incidents, 1, "incidents"),
            ("people", self.people, 2, "people"),
            ("months", self.months, 1, "months"),
            ("acknowledged_in", self.acknowledged_in, 1, "working days"),
        ):
            if value is not None and not least <= value <= MOST:
                yield Problem(field, f"Enter a number of {what} from {least} to {MOST}.")

    @property
    def words(self) -> str:
        """The rule in a sentence, and by when an answer is due in another, where that is set."""
        incidents = f"{self.incidents} separate {_of(self.incidents, 'incident', 'incidents')}"
        months = f"{self.months} {_of(self.months, 'month', 'months')}"
        between = "" if self.people is None else f" or by {self.people} between them"
        rule = f"{incidents} within {months}, by one person{between}."
        if (days := self.acknowledged_in) is None:
            return rule
        return f"{rule} Answered in {days} {_of(days, 'working day', 'working days')}."


@dataclass(frozen=True)
class Report:
    """An incident as somebody reported it on a day, to the police or an agency.

    `incident` is a number: reports with the same are of the same incident. `reporter` is a
    letter. `partner` is the ref of the organisation it was made to; None is the police.
    """

    reported: date
    incident: int
    reporter: str
    partner: str | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Standing:
    """How reports stand against a threshold on a day.

    `most` is how many separate incidents one person has reported, `by` who that is; `people` how
    many have reported, `incidents` how many separate ones in all. `met` says whether the
    threshold is reached; then `until` is the last day on which it is, if nothing more comes.
    """

    on: date
    threshold: Threshold
    met: bool
    most: int = 0
    by: str = ""
    people: int = 0
    incidents: int = 0
    until: date | None = None

    @property
    def lapses_soon(self) -> bool:
        """Whether it is reached for only a few days more."""
        return self.until is not None and (self.until - self.on).days < _FEW

    @property
    def brief(self) -> str:
        """What there is, in a few words: `2 of 3 by A`."""
        if not self.incidents:
            return "no reports"
        wanted = self.threshold.incidents
        if self.met and self.most < wanted:
            return f"{self.incidents} by {self.people} people"
        return f"{self.most} of {wanted} by {self.by}"

    @property
    def lacking(self) -> str:
        """What it would take, in a sentence; empty where the threshold is reached."""
        if self.met:
            return ""
        if not self.incidents:
            return "Nothing was reported within the time that counts."
        more = self.threshold.incidents - self.most
        said = f"Lacking: {more} more separate {_of(more, 'incident', 'incidents')} by {self.by}"
        if self.threshold.people is None:
            return f"{said}."
        return f"{said}, or {' and '.join(self._lacking_of_people())}."

    def _lacking_of_people(self) -> Iterator[str]:
        if (people := (self.threshold.people or 0) - self.people) > 0:
            yield f"{people} more {_of(people, 'person', 'people')}"
        if (incidents := self.threshold.incidents - self.incidents) > 0:
            yield f"{incidents} more {_of(incidents, 'incident', 'incidents')} by anybody"


def standing(reports: Collection[Report], threshold: Threshold, on: date) -> Standing:
    """Say whether reports reach a threshold on a day, and for how long.

    What was reported counts for so many calendar months, that day included: one of 15 May until
    14 November. An incident reported twice, by one or to two agencies, is one incident.
    """
    known = [one for one in reports if one.reported <= on]
    found = _standing(known, threshold, on)
    if not found.met:
        return found
    last = sorted({counts_until(one.reported, threshold.months) for one in known})
    lapses = (day for day in last if not _standing(known, threshold, day + DAY).met)
    # Each report lapses some day, and nothing that is not there any more reaches anything.
    return replace(found, until=next(day for day in lapses if day >= on))


def counts_until(reported: date, months: int) -> date:
    """Give the last day of so many months that begin with a day: of 31 August, 28 February."""
    after = clock.add_months(reported, months)
    # Where the month has no such day it ends with its own last one.
    return after if after.day < reported.day else after - DAY


def counts_on(asked: date | None, closed: date | None, today: date) -> date:
    """Give the day on which a threshold is looked at: when it was asked for, or ended, or today."""
    return min(day for day in (asked, closed, today) if day is not None)


def _standing(known: Collection[Report], threshold: Threshold, on: date) -> Standing:
    counted = [one for one in known if on <= counts_until(one.reported, threshold.months)]
    by: defaultdict[str, set[int]] = defaultdict(set)
    for one in counted:
        by[one.reporter].add(one.incident)
    incidents = {one.incident for one in counted}
    # Of several with as many, the first letter.
    most = max(sorted(by), key=lambda letter: len(by[letter]), default="")
    people = threshold.people
    together = people is not None and len(by) >= people and len(incidents) >= threshold.incidents
    return Standing(
        on=on,
        threshold=threshold,
        met=len(by.get(most, ())) >= threshold.incidents or together,
        most=len(by.get(most, ())),
        by=most,
        people=len(by),
        incidents=len(incidents),
    )


def acknowledge_by(asked: date, threshold: Threshold, holidays: Collection[date]) -> date | None:
    """Give the last working day on which who asked is to hear; None where no time is set."""
    if threshold.acknowledged_in is None:
        return None
    day, left = asked, threshold.acknowledged_in
    while left:
        day += DAY
        left -= day.weekday() < 5 and day not in holidays
    return day


# --- Written down -----------------------------------------------------------------------------


@dataclass(frozen=True)
class ReportDraft:
    """One report as it is written down; `partner` is a ref, None where the police took it."""

    reported: date | None = None
    incident: int | None = None
    reporter: str = ""
    partner: str | None = None
    reference: str | None = None

    def problems(self) -> Iterator[Problem]:
        """Say what is missing, and who is named."""
        if self.reported is None:
            yield Problem("reported", "Enter the day on which it was reported.")
        if self.incident is None or not 1 <= self.incident <= 999:
            yield Problem("incident", "Enter which incident it was: 1, 2, 3.")
        if not _LETTER.fullmatch(self.reporter):
            yield Problem("reporter", "Enter a letter for who reported it, never a name.")
        yield from _naming("reference", self.reference, reached)

    @property
    def report(self) -> Report | None:
        """The same as it is counted; None while something is missing."""
        if self.reported is None or self.incident is None or not self.reporter:
            return None
        return Report(self.reported, self.incident, self.reporter, self.partner, self.reference)


@dataclass(frozen=True)
class CaseReviewDraft:
    """A watch on repeated ASB, or the review that was asked for, as it is written down.

    `place` is a code; `lead`, `meeting` and `priority` are refs. `reference` is that of who
    leads the review.
    """

    subject: str = ""
    place: str | None = None
    begun: date | None = None
    asked: date | None = None
    acknowledged: date | None = None
    decided: date | None = None
    outcome: str | None = None
    reference: str | None = None
    lead: str | None = None
    meeting: str | None = None
    priority: str | None = None
    note: str | None = None
    closed: date | None = None
    reports: tuple[ReportDraft, ...] = ()

    @property
    def counted(self) -> tuple[Report, ...]:
        """The reports that are whole."""
        return tuple(one.report for one in self.reports if one.report is not None)

    def problems(self) -> Iterator[Problem]:
        """Say what cannot be true, is missing, or names somebody; of reports too: `reporter2`."""
        if not self.subject.strip():
            yield Problem("subject", "Enter what it is about: the place and the kind of ASB.")
        if self.begun is None:
            yield Problem("begun", "Enter since when it is watched.")
        yield from self._problems_of_days()
        if self.outcome is not None and self.outcome not in OUTCOMES:
            yield Problem("outcome", "Choose what came of it from the list.")
        yield from _naming("subject", self.subject, reached, houses)
        yield from _naming("note", self.note, reached, houses)
        yield from _naming("reference", self.reference, reached)
        for number, one in enumerate(self.reports, start=1):
            for problem in one.problems():
                name = "number" if problem.field == "reference" else problem.field
                yield Problem(f"{name}{number}", problem.text)

    def _problems_of_days(self) -> Iterator[Problem]:
        for field, day, what in (
            ("acknowledged", self.acknowledged, "acknowledged"),
            ("decided", self.decided, "decided"),
        ):
            if day is not None and self.asked is None:
                yield Problem(field, "Enter first on which day it was asked for.")
            elif day is not None and self.asked is not None and day < self.asked:
                yield Problem(field, f"It cannot be {what} before it was asked for.")
        if self.outcome is not None and self.decided is None:
            yield Problem("outcome", "Enter on which day that was decided.")

    def warnings(self, today: date, others: Collection[str] = ()) -> Iterator[Caution]:
        """Say what looks odd; `others` are the subjects of the team's other reviews."""
        if as_compared(self.subject) in {as_compared(one) for one in others}:
            yield Caution("subject", "Another case review is about the same.")
        for field in ("begun", "asked", "acknowledged", "decided", "closed"):
            day = getattr(self, field)
            if day is not None and day > today:
                yield Caution(field, "That day is still to come.")
        if self.asked is not None and self.begun is not None and self.closed is not None:
            if self.closed < self.asked:
                yield Caution("closed", "It was closed before it was asked for.")
        elif self.begun is not None and self.closed is not None and self.closed < self.begun:
            yield Caution("closed", "It was closed before it began.")
        yield from self._warnings_of_reports(today)

    def _warnings_of_reports(self, today: date) -> Iterator[Caution]:
        seen: dict[tuple[object, ...], int] = {}
        for number, one in enumerate(self.reports, start=1):
            if one.reported is not None and one.reported > today:
                yield Caution(f"reported{number}", "That day is still to come.")
            key = (one.reported, one.incident, one.reporter, one.partner)
            if one.report is not None and seen.setdefault(key, number) != number:
                yield Caution(f"reported{number}", f"It is the same as report {seen[key]}.")


def _naming(
    field: str, text: str | None, *signs: Callable[[str], Iterator[Remark]]
) -> Iterator[Problem]:
    """Refuse what tells who somebody is, or where to find him; the first of it will do."""
    found = next((one.text for sign in signs for one in sign(text or "")), "")
    if not found and (titled := _TITLED.search(text or "")):
        found = f"“{titled[0]}” is somebody’s name."
    if found:
        yield Problem(field, f"{found} Nobody is named here.")


def _of(number: int, one: str, more: str) -> str:
    return one if number == 1 else more
