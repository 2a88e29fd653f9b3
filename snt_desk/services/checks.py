"""The look over a month before its return is sent: to mend, to explain, and what holds.

In three parts: *to check* (what forbids sending first), *worth a word* (the Command may ask),
*checked* (what the month holds, section by section).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from snt_desk.domain import clock, measures, remarks
from snt_desk.domain.figures import NIL, NOT_RECORDED, PROVISIONAL
from snt_desk.domain.measures import QUALITY
from snt_desk.services import commentary, patrol_log, priorities_due, returns
from snt_desk.services.board import Compared
from snt_desk.services.commentary import Word
from snt_desk.services.priorities_due import Due
from snt_desk.services.returns import Draft, Finding

TO_CHECK, WORTH, CHECKED = "to check", "worth", "checked"
_OPEN_LEGS = ("quality", "legs_without_end", "all", "all")

Does = Literal["", "open", "say none", "take back", "write", "show"]
"""What can be done about a line: open its record, answer, take the answer back, write, look."""
_TAKE_BACK: Does = "take back"
_SHOW: Does = "show"
_MOST_SIGNS = 2


@dataclass(frozen=True)
class Check:
    """One line of the look over.

    `tone` is bad where it forbids sending, warn, info, or ok. `ref` is the record of `table`
    to be opened, the section to be answered, the figure to be explained.
    """

    id: str
    part: str
    title: str
    detail: str
    tone: str
    does: Does = ""
    ref: str = ""
    table: str = "patrols"


def look_over(
    session: Session, draft: Draft, figures: Compared, words: Mapping[Word, str]
) -> tuple[Check, ...]:
    """Look a return over, as it would be sent now; the parts follow each other."""
    return (
        *_to_check(session, draft),
        *_worth(figures, words),
        *_checked(draft),
    )


def left(checks: tuple[Check, ...], part: str) -> int:
    """Count what is not dealt with yet of a part."""
    return sum(one.part == part and one.tone != "ok" for one in checks)


# --- To check ---------------------------------------------------------------------------------


def _to_check(session: Session, draft: Draft) -> Iterator[Check]:
    found = returns.findings(session, draft)
    for finding in found:
        title, _, detail = finding.sentence.partition(": ")
        if finding.settled:
            yield Check("settled", TO_CHECK, title, "What was sent holds.", "ok")
        elif finding.forbids:
            yield Check(f"forbids:{title}", TO_CHECK, title, detail, "bad")
    made = draft.made
    if made.as_at < made.month.span.end:
        title = f"{made.month.shown} is not over"
        yield Check("open", TO_CHECK, title, "Its figures are provisional.", "warn")
    yield from _still_out(session, draft)
    yield from _named(found)
    for finding in found:
        if finding.section:
            title = f"{measures.SECTIONS[finding.section]}: nothing"
            yield Check(
                f"section:{finding.section}",
                TO_CHECK,
                title,
                "record it, or say “none”",
                "warn",
                "say none",
                finding.section,
            )
    if not any(one.settled for one in found):
        yield from _due(session, draft)


def _named(found: Sequence[Finding]) -> Iterator[Check]:
    """Each text that goes along and may say who somebody is, with where it is written."""
    for finding in found:
        note = finding.note
        if note is None:
            continue
        title, _, _ = finding.sentence.partition(": ")
        more = len(finding.signs) - _MOST_SIGNS
        detail = ", ".join(f"“{one}”" for one in finding.signs[:_MOST_SIGNS])
        detail += f" and {more} more" if more > 0 else ""
        key = f"named:{note.kind}:{note.ref}"
        if note.kind in {"priority", "action"}:
            yield Check(key, TO_CHECK, title, detail, "warn", "open", note.ref, "priorities")
        else:
            yield Check(key, TO_CHECK, title, detail, "warn", "write", note.ref or note.kind)


def _due(session: Session, draft: Draft) -> Iterator[Check]:
    """The next round and news of live priorities, as they were at the month's end, or are today.

    No figure of the month counts the round; what residents heard counts only after three months.
    """
    made = draft.made
    on = min(clock.local_day(made.as_at), made.month.last)
    if on < made.month.first:
        return
    for one in priorities_due.due(session, draft.team.id, on):
        title, detail = _said_of(one, on)
        key = f"due:{one.ref}"
        yield Check(key, TO_CHECK, title, detail, "warn", "open", one.ref, one.table)


def _said_of(one: Due, on: date) -> tuple[str, str]:
    day, over = clock.long_day(one.day), one.days_over(on)
    if one.table == "rounds":
        if over:
            return "The next round is overdue", f"it was due on {day}"
        return "The next round is due", f"by {day}"
    if over:
        days = "1 day" if over == 1 else f"{over} days"
        return f"No news of {one.title}", f"{days} over three months"
    return f"News of {one.title} is due", f"by {day}"


def _still_out(session: Session, draft: Draft) -> Iterator[Check]:
    """Each patrol of the month that has no end."""
    if not any(one.key == _OPEN_LEGS and one.value for one in draft.made.figures):
        return
    sources = returns.behind(session, draft.team, draft.made.month, _OPEN_LEGS)
    rows = patrol_log.named(session, [source.ref for source in sources])
    for row in sorted(rows, key=lambda one: (one.start, one.ref)):
        day = clock.short_day(clock.local_day(row.start))
        said = ", ".join((f"{day} {clock.wall(row.start)}", *row.crew))
        yield Check(
            f"leg:{row.ref}", TO_CHECK, "A patrol has no end", said, "warn", "open", row.ref
        )


# --- Worth a word, and checked ----------------------------------------------------------------


def _worth(figures: Compared, words: Mapping[Word, str]) -> Iterator[Check]:
    for remark in remarks.remarks(figures.now, figures.last_year):
        name = ".".join(remark.key)
        word = words.get((commentary.FIGURE, name), "")
        yield Check(
            f"word:{name}",
            WORTH,
            remark.title,
            " ".join(word.split()) or remark.detail,
            "ok" if word else "info",
            "write",
            name,
        )


def _checked(draft: Draft) -> Iterator[Check]:
    """Each section that holds something, or of which "checked, none" was said."""
    figures = draft.made.figures
    says = remarks.held(figures)
    out = any(one.key == _OPEN_LEGS and one.value for one in figures)
    checked: set[str] = set()
    for section, name in measures.SECTIONS.items():
        mine = [one for one in figures if one.section == section]
        status = {one.status for one in mine}
        something = any(one.value for one in mine)
        silent = NOT_RECORDED in status or (PROVISIONAL in status and not something)
        if section == QUALITY:
            # A log without a patrol says nothing of its quality.
            silent = out or "patrols" not in checked
        if silent:
            continue
        checked.add(section)
        none = status == {NIL}
        said, does = ("checked, none", _TAKE_BACK) if none else (says[section], _SHOW)
        yield Check(f"section:{section}", CHECKED, name, said, "ok", does, section)
