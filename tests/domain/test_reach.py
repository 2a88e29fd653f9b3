"""Who was not reached for so many weeks is late, and so is who never was."""

from __future__ import annotations

from datetime import date

import pytest

from snt_desk.domain.reach import GroupDraft, is_late, weeks_since

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("last", "weeks", "late"),
    [
        (None, None, True),
        (date(2026, 11, 22), 0, False),
        (date(2026, 9, 28), 7, False),
        (date(2026, 9, 27), 8, True),
        (date(2026, 12, 1), 0, False),
    ],
)
def test_eight_whole_weeks_are_late(last: date | None, weeks: int | None, *, late: bool) -> None:
    assert weeks_since(last, ON) == weeks
    assert is_late(last, 8, ON) is late


def test_a_group_is_warned_of_where_another_has_its_name_or_it_ends_ahead() -> None:
    draft = GroupDraft("the  School", ended=date(2026, 12, 1))
    said = [one.text for one in draft.warnings(ON, ["The school"])]
    assert said == ["A group of that name is there already.", "That day is still to come."]
    assert list(GroupDraft("The school", 520).problems()) == []
    assert [one.field for one in GroupDraft("", 521).problems()] == ["name", "weeks"]
