"""Backups are thinned with age, and whatever the clock does the good ones stay."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import clock
from snt_desk.domain.thinning import DAILY, LEAST, MONTHLY, WEEKLY, WHOLE, Kept, superfluous

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
A_DAY = 4

# Half hours of 15 years: so that days, weeks and months hold several.
moments = st.integers(0, 15 * 366 * 48).map(lambda n: NOON - 6 * 366 * DAY + n * HOUR / 2)
kept = st.lists(st.builds(Kept, moments, st.booleans(), st.booleans()), max_size=60)


def left(there: list[Kept], now: datetime) -> list[Kept]:
    gone = superfluous(there, now)
    return [one for at, one in enumerate(there) if at not in gone]


def worked(days: int, *, chance: random.Random | None = None) -> list[Kept]:
    """Four backups a day, thinned after each, with a clock that may be wrong; newest first."""
    there: list[Kept] = []
    for day in range(days):
        for hour in range(A_DAY):
            wrong = chance.uniform(-40, 40) * DAY if chance and chance.random() < 0.05 else DAY * 0
            now = NOON + day * DAY + hour * 2 * HOUR + wrong
            there = left([Kept(now), *there], now)
    return there


def test_a_year_of_work_leaves_days_weeks_and_months() -> None:
    there = worked(366)
    end = there[0].made
    whole = [one for one in there if end - one.made <= WHOLE]
    # The days that are over; the second day before is only partly young.
    older = sorted(
        {clock.local_day(one.made) for one in there} - {clock.local_day(one.made) for one in whole},
        reverse=True,
    )
    assert len(whole) == 2 * A_DAY + 1
    assert len(older) <= DAILY + WEEKLY + MONTHLY
    gaps = [(one - other).days for one, other in pairwise(older)]
    assert set(gaps[: DAILY - 1]) == {1}
    assert max(gaps[DAILY : DAILY + WEEKLY - 1]) <= 13
    assert (clock.local_day(end) - older[-1]).days > 300
    assert max(gaps) <= 62


def test_no_clock_takes_away_the_newest() -> None:
    for seed in range(3):
        there = worked(60, chance=random.Random(seed))
        assert len(there) >= 20
        assert len({clock.local_day(one.made) for one in there}) >= 14


@given(kept, moments)
def test_what_must_stay_stays(there: list[Kept], now: datetime) -> None:
    gone = superfluous(there, now)
    stays = set(range(len(there))) - gone
    assert gone <= set(range(len(there)))
    assert set(range(min(LEAST, len(there)))) <= stays
    proved = [at for at, one in enumerate(there) if one.proved]
    assert set(proved[:LEAST]) <= stays
    assert not [at for at in gone if now - there[at].made <= WHOLE]
    assert not [at for at in gone if there[at].whole and now - there[at].made <= 30 * DAY]


@given(kept, moments)
def test_every_day_there_was_keeps_one_while_there_are_few(
    there: list[Kept], now: datetime
) -> None:
    stays = left(there, now)
    days = sorted({clock.local_day(one.made) for one in there if one.made < now}, reverse=True)
    assert set(days[:DAILY]) <= {clock.local_day(one.made) for one in stays}


@given(kept, moments)
def test_thinning_again_takes_nothing_more(there: list[Kept], now: datetime) -> None:
    once = left(there, now)
    assert left(once, now) == once


@given(kept, moments)
def test_what_is_not_proved_takes_no_place_from_what_is(there: list[Kept], now: datetime) -> None:
    proved = [one for one in there if one.proved]
    assert set(left(proved, now)) <= set(left(there, now))


def test_nothing_is_nothing() -> None:
    assert superfluous([], NOON) == set()
