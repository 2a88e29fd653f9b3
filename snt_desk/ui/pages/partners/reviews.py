"""ASB case reviews as the tab lists them, and what it asks of the records about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QObject

from snt_desk.domain import clock
from snt_desk.domain.case_reviews import OUTCOMES, CaseReviewDraft, Threshold
from snt_desk.services import case_reviews, not_named
from snt_desk.services.case_reviews import CaseReviewRow, State
from snt_desk.ui import named
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import one_line
from snt_desk.ui.not_named import NotNamed
from snt_desk.ui.table import Cell, Column, Heading

CASE_REVIEWS: Final = "case_reviews"


class CaseReviews:
    """The team's case reviews; each verb is one change that undo names."""

    called = ("ASB case review", "ASB case reviews")

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.rows: tuple[CaseReviewRow, ...] = ()
        self.threshold = case_reviews.of_district("")

    def read(self, session: Any) -> None:
        """Read the list and the threshold again."""
        team_id = self._desk.team.id
        self.threshold = case_reviews.threshold(session, team_id)
        found = case_reviews.listed(session, team_id, clock.today(), self.threshold)
        self.rows = tuple(found)

    def not_named(self, owner: QObject) -> NotNamed:
        """Give what reads who must not be named in a text."""
        return NotNamed(self._desk, not_named.for_agencies, owner)

    def opened(self, ref: str) -> CaseReviewDraft:
        """Give one as it is written; DeskError if it is gone."""
        with self._desk.store.read() as session:
            return case_reviews.opened(session, ref)

    def save(self, ref: str, draft: CaseReviewDraft) -> str:
        """Write one, a new one without a ref."""
        verb = "Change" if ref else "Add"
        with self._desk.store.change(named.change(verb, self.called[0], draft.subject)) as session:
            if not ref:
                return case_reviews.add(session, self._desk.own_team(), draft)
            case_reviews.change(session, ref, draft)
        return ref

    def answer_by(self, asked: date | None) -> date | None:
        """Give the day by which who asked is to hear; None where no time is set."""
        return case_reviews.answer_by(asked, self.threshold)

    def set_threshold(self, wanted: Threshold | None) -> None:
        """Let a threshold of the team's own count; None is that of the district."""
        with self._desk.store.change("Change threshold of case reviews") as session:
            case_reviews.set_threshold(session, self._desk.own_team(), wanted)

    def name(self, ref: str) -> str:
        """What one is about, as far as it is listed."""
        return next((one.subject for one in self.rows if one.ref == ref), "")

    def linked(self, ref: str, name: str) -> str:
        """Give the ref of the `meeting` or `priority` of one; empty if it has none."""
        found = (getattr(one, f"{name}_ref") for one in self.rows if one.ref == ref)
        return next(found, "") or ""

    def delete(self, session: Any, ref: str) -> None:
        """Take one away with its reports."""
        case_reviews.delete(session, ref)


# --- Listed -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReviewLine:
    """A case review, and the day on which it is looked at."""

    row: CaseReviewRow
    today: date

    @property
    def id(self) -> str:
        """Its ref."""
        return self.row.ref

    @property
    def state(self) -> State:
        """How it stands on that day."""
        return self.row.state(self.today)


_GROUPS: Final[Sequence[tuple[str, frozenset[State]]]] = (
    ("Asked for", frozenset({"late", "asked"})),
    ("Threshold met", frozenset({"met"})),
    ("Watched", frozenset({"watched"})),
    ("Decided", frozenset({"decided"})),
    ("Closed", frozenset({"closed"})),
)
"""In the order of what there is to do."""


def by_state(lines: Iterable[ReviewLine]) -> list[ReviewLine | Heading]:
    """Put them under how they stand, what is late first."""
    given = sorted(lines, key=lambda line: line.state != "late")
    found: list[ReviewLine | Heading] = []
    for name, states in _GROUPS:
        if group := [line for line in given if line.state in states]:
            found += [Heading(f"{name}, {len(group):,}"), *group]
    return found


def standing_words(lines: Sequence[ReviewLine]) -> str:
    """Count what is open and what has met the threshold: `4 open, 1 at the threshold`."""
    open_ = sum(line.state != "closed" for line in lines)
    met = sum(line.state == "met" for line in lines)
    return f"{open_:,} open, {met:,} at the threshold" if lines else ""


def _state(line: ReviewLine) -> Cell:
    row = line.row
    if line.state in {"asked", "late"}:
        return _asked(line)
    if line.state == "met":
        soon = row.standing.lapses_soon
        return Cell(
            f"met until {_day(row.standing.until, line.today)}" if soon else "met", tone="warn"
        )
    if line.state == "decided":
        return Cell(OUTCOMES.get(row.outcome or "", "Decided").casefold(), tone="ok")
    closed = line.state == "closed"
    return Cell(f"closed {_day(row.closed, line.today)}" if closed else "not met", role="muted")


def _asked(line: ReviewLine) -> Cell:
    if line.state == "late":
        return Cell("answer overdue", tone="bad")
    by = line.row.answer_by
    if line.row.acknowledged is not None:
        return Cell("under review", tone="info")
    if by is None:
        return Cell("not acknowledged", tone="warn")
    return Cell(f"answer by {_day(by, line.today)}", tone="info")


def _day(day: date | None, today: date) -> str:
    if day is None:
        return ""
    shown = clock.short_day(day) if day.year == today.year else clock.long_day(day)
    return shown.partition(" ")[2]


REVIEW_COLUMNS: tuple[Column[ReviewLine], ...] = (
    Column("What it is about", lambda line: one_line(line.row.subject), width=210, stretch=True),
    Column("Place", lambda line: one_line(line.row.place), width=130, wider=220),
    Column("Reports", lambda line: line.row.standing.brief, width=120, kept=True),
    Column("Watched since", lambda line: _day(line.row.begun, line.today), width=110),
    Column("Asked for", lambda line: _day(line.row.asked, line.today), width=100),
    Column("Led by", lambda line: one_line(line.row.lead), width=140, wider=240),
    Column("", _state, width=190, kept=True),
)
