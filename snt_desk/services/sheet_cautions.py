"""What looks odd about the patrols of a sheet, by the rules of the form, for very many at once.

Only patrols that may be odd are judged, and what is odd is put into words where it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from snt_desk.domain import clock, patrols
from snt_desk.domain.clock import EPOCH
from snt_desk.domain.drafts import Caution
from snt_desk.domain.patrols import LegDraft, OtherLeg, PatrolDraft, Surroundings
from snt_desk.services.sheet_known import Days, Known, Record, SheetPatrol, days, fetch, hours

_LAST_HOUR = 23
_LONG = patrols.LONG_PATROL * clock.MINUTE


@dataclass(frozen=True)
class Judged:
    """The patrols of a sheet in which something looks odd, by their row."""

    odd: Mapping[int, SheetPatrol]
    known: Known | None = None

    def said(self, row: int) -> tuple[str, ...]:
        """Say what looks odd about a row; it is put into words only where somebody reads it."""
        one = self.odd.get(row)
        if one is None or self.known is None:
            return ()
        return tuple(caution.text for caution in _cautions(one, self.known))


def judge(session: Session, team_id: int, found: Sequence[SheetPatrol]) -> Judged:
    """Find the patrols that look odd beside what is written and the rest of the sheet."""
    if not found:
        return Judged({})
    known = fetch(session, team_id, found)
    return Judged(
        {one.row: one for one in _perhaps_odd(found, known) if _is_odd(one, known)}, known
    )


def _perhaps_odd(found: Iterable[SheetPatrol], known: Known) -> Iterator[SheetPatrol]:
    """Leave out, at a glance, patrols that are surely not odd: nearly all of a long sheet."""
    doubled, closed, now, quiet = known.doubled, known.closed, known.now, _Quiet(known)
    for one in found:
        _, _, mode, start, end, officers, priority, _, _ = one
        since, until = quiet[officers, mode]
        short = (end or now) - start <= _LONG
        if short and since <= start < until and priority not in closed:
            if one.row in doubled:
                yield one
        else:
            yield one


class _Quiet(dict[tuple[tuple[str, ...], str], tuple[datetime, datetime]]):
    """From when until when a crew is surely all right with a mode, but for other patrols.

    Everybody is posted here and may do it, the roster says nothing yet, and nobody is away yet.
    It is found once for each crew and not for each patrol.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        begins = [busy.start for some in known.absences.values() for busy in some]
        begins += [clock.midnight(min(known.rostered))] if known.rostered else []
        # What goes out so long before has come home by then.
        self._until = min(begins, default=known.now) - clock.LONGEST_STRETCH * clock.MINUTE

    def __missing__(self, crew: tuple[tuple[str, ...], str]) -> tuple[datetime, datetime]:
        officers, mode = crew
        since, until = EPOCH, self._until
        for collar in officers:
            postings = self._known.postings.get(collar)
            if not postings or (collar, mode) in self._known.unable:
                since, until = EPOCH, EPOCH
                break
            first, to = min(postings)
            since = max(since, clock.midnight(first))
            until = min(until, clock.midnight(to)) if to else until
        self[crew] = since, until
        return since, until


def _is_odd(one: SheetPatrol, known: Known) -> bool:
    """Whether the rules have anything to say; they are not asked where that is sure."""
    if one.row in known.doubled or one.start > known.now:
        return True
    day = _day(one)
    if not all(known.posted(collar, day) for collar in one.officers):
        return True
    return next(_cautions(one, known), None) is not None


def _day(one: SheetPatrol) -> date:
    """Say on which day a patrol went out; London is never more than an hour ahead."""
    return one.start.date() if one.start.hour < _LAST_HOUR else clock.local_day(one.start)


def _cautions(one: SheetPatrol, known: Known) -> Iterator[Caution]:
    return patrols.warnings(_draft(one), _surroundings(one, _day(one), known))


def _surroundings(one: SheetPatrol, day: date, known: Known) -> Surroundings:
    closed, title = known.closed.get(one.priority or "", (None, ""))
    crew = one.officers
    return Surroundings(
        people={
            collar: (known.people if known.posted(collar, day) else known.strangers)[collar]
            for collar in crew
            if collar in known.people
        },
        patrols=_others(one, known) if one.row in known.doubled else (),
        duties=[busy for collar in crew for busy in _near(known.duties, one, collar)],
        absences=[busy for collar in crew for busy in _near(known.absences, one, collar)],
        closed_priority=title if closed and closed <= day else None,
        rostered=known.rostered,
    )


def _others(one: SheetPatrol, known: Known) -> list[OtherLeg]:
    """Give other patrols of the crew: those that may be this one, and some that share its time.

    Of the latter no more than are spoken of: in a sheet whose rows all meet each other there
    would be as many pairs as the square of its rows.
    """
    end = one.end or one.start + clock.MINUTE
    found: list[OtherLeg] = []
    for collar in one.officers:
        alike = [busy for busy in known.alike.get((collar, one.start), ()) if busy.ref != one.ref]
        meeting = (
            busy
            for hour in hours(one.start, end)
            for busy in known.patrols.get((collar, hour), ())
            if busy.ref != one.ref and busy.start < end and busy.until(known.now) > one.start
        )
        some = dict.fromkeys(alike)
        most = len(some) + patrols.MOST_NAMED
        for busy in meeting:
            some[busy] = None
            if len(some) > most:
                break
        found += some
    return found


def _draft(one: SheetPatrol) -> PatrolDraft:
    leg = LegDraft(one.mode, one.start, one.end, one.place, one.officers, one.partners)
    return PatrolDraft((leg,), priority=one.priority)


def _near(laid: Days[Record], one: SheetPatrol, collar: str) -> list[Record]:
    """Give what is written of somebody on the days of a patrol, each once."""
    found = [busy for day in days(one.start, one.end) for busy in laid.get((collar, day), ())]
    return list(dict.fromkeys(found)) if len(found) > 1 else found
