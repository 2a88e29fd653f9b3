"""What stands in the forms of meetings and actions, and what that means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.domain.clock import london
from snt_desk.domain.partners import ActionDraft, MeetingDraft
from snt_desk.services.partner_lists import MeetingRow
from snt_desk.services.priorities import PriorityRow
from snt_desk.ui.pages.partners import action_reading, meeting_reading, spans
from snt_desk.ui.pages.partners.action_reading import TypedAction
from snt_desk.ui.pages.partners.meeting_reading import TypedMeeting, TypedRow
from snt_desk.ui.pages.partners.records import PARTNER, POLICE, Lists

TODAY = date(2026, 11, 22)
BLANK = TypedMeeting()
LETTER = ActionDraft(
    "Letter to parents",
    owner_collar="7104",
    raised=date(2026, 11, 12),
    due=date(2026, 11, 20),
    meeting="M1",
    priority="T1",
    ref="A1",
)
PANEL = MeetingDraft(
    kind="asb_panel",
    title="ASB panel",
    start=london(2026, 11, 12, 10),
    end=london(2026, 11, 12, 11, 30),
    priority="T1",
    officers=("7104",),
    partners=("O1",),
    minutes="Agreed.",
    actions=(LETTER,),
)
SAVED = meeting_reading.written(PANEL)


def meant(typed: TypedMeeting, saved: TypedMeeting = SAVED) -> MeetingDraft:
    return meeting_reading.draft(typed, saved, TODAY, "other")


def fields(typed: TypedMeeting, saved: TypedMeeting = SAVED) -> list[str]:
    return [one.field for one in meeting_reading.problems(typed, saved, TODAY)]


# --- A meeting --------------------------------------------------------------------------------


def test_a_meeting_shown_and_not_touched_is_the_same_with_nothing_to_write() -> None:
    assert meant(SAVED) == replace(PANEL, actions=())
    assert fields(SAVED) == []


def test_a_new_action_is_raised_on_the_day_of_its_meeting_for_its_priority() -> None:
    row = TypedRow("Quote for a gate", (PARTNER, "O1"), due="fri")
    draft = meant(replace(SAVED, rows=(*SAVED.rows, row)))
    assert draft.actions == (
        ActionDraft(
            "Quote for a gate",
            owner_partner="O1",
            raised=date(2026, 11, 12),
            due=date(2026, 11, 27),
            priority="T1",
        ),
    )


def test_actions_keep_to_their_meeting_when_its_day_or_priority_changes() -> None:
    draft = meant(replace(SAVED, day="Wed 11 Nov 2026", priority=None))
    assert draft.actions == (replace(LETTER, raised=date(2026, 11, 11), priority=None),)


def test_an_action_with_a_day_and_priority_of_its_own_keeps_them() -> None:
    own = replace(LETTER, raised=date(2026, 11, 15), priority="T2")
    saved = meeting_reading.written(replace(PANEL, actions=(own,)))
    draft = meant(replace(saved, day="Wed 11 Nov 2026", priority=None), saved)
    assert draft.actions == ()


def test_a_ticked_action_is_closed_today_and_one_that_was_done_keeps_its_day() -> None:
    done = meant(replace(SAVED, rows=(replace(SAVED.rows[0], done=True),)))
    assert done.actions == (replace(LETTER, closed=TODAY),)
    closed = replace(LETTER, closed=date(2026, 11, 19))
    saved = meeting_reading.written(replace(PANEL, actions=(closed,)))
    assert meant(saved, saved).actions == ()
    opened = meant(replace(saved, rows=(replace(saved.rows[0], done=False),)), saved)
    assert opened.actions == (LETTER,)


@pytest.mark.parametrize("rows", [(), (TypedRow(kept=LETTER),)])
def test_an_action_taken_out_or_emptied_is_dropped(rows: tuple[TypedRow, ...]) -> None:
    draft = meant(replace(SAVED, rows=rows))
    assert (draft.actions, draft.dropped) == ((), ("A1",))


def test_a_new_organisation_goes_along_only_while_something_names_it() -> None:
    typed = replace(SAVED, new=(("n1", "Rotary Club"), ("n2", "Scouts"), ("n3", "Gone")))
    owned = TypedRow("Flowers", (PARTNER, "n2"))
    typed = replace(typed, partners=("O1", "n1"), rows=(*SAVED.rows, owned))
    assert {ref: one.name for ref, one in meant(typed).new_partners.items()} == {
        "n1": "Rotary Club",
        "n2": "Scouts",
    }


def test_an_empty_form_says_what_is_missing_in_the_order_of_its_fields() -> None:
    assert fields(BLANK, BLANK) == ["kind", "title", "date"]
    assert fields(replace(BLANK, day="t"), BLANK) == ["kind", "title", "from"]


def test_what_is_in_no_list_is_a_problem_of_its_field() -> None:
    typed = replace(
        SAVED,
        no_place="Mars",
        no_priority="Peace",
        nobody="Smith",
        no_partner="Rotary Club",
        day="soon",
    )
    assert fields(typed) == ["date", "place", "priority", "officers", "partners"]


def test_the_problems_of_a_row_bear_its_number() -> None:
    rows = (SAVED.rows[0], TypedRow(), TypedRow(due="soon"), TypedRow("Gate", no_owner="Smith"))
    assert fields(replace(SAVED, rows=rows)) == ["text3", "owner3", "due3", "owner4"]


def test_odd_days_and_new_organisations_are_remarked_on() -> None:
    early = replace(SAVED.rows[0], due="Wed 11 Nov 2026")
    typed = replace(SAVED, rows=(early,), partners=("n1",), new=(("n1", "Rotary Club"),))
    found = list(meeting_reading.cautions(typed, SAVED, TODAY))
    assert [one.field for one in found] == ["due1", "partners"]
    assert "Rotary Club" in found[1].text


# --- An action --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "action",
    [
        replace(LETTER, ref="", closed=date(2026, 11, 19)),
        ActionDraft("Gate", owner_partner="O1", raised=TODAY),
    ],
)
def test_an_action_shown_is_read_back(action: ActionDraft) -> None:
    typed = action_reading.written(action)
    assert action_reading.draft(typed, TODAY) == action
    assert action_reading.problems(typed, TODAY) == []


def test_an_action_says_what_is_missing_and_what_cannot_be_read() -> None:
    typed = TypedAction(due="soon", raised="t", no_meeting="Tea", no_priority="Peace")
    found = [one.field for one in action_reading.problems(typed, TODAY)]
    assert found == ["text", "owner", "due", "meeting", "priority"]
    nobody = TypedAction("Gate", no_owner="Smith", raised="t")
    assert [one.text for one in action_reading.problems(nobody, TODAY)] == [
        "“Smith” is not in the list. Choose who does it."
    ]


def test_a_due_day_lies_ahead_and_a_day_done_behind() -> None:
    typed = TypedAction("Gate", (POLICE, "7104"), due="fri", raised="t", closed="fri")
    draft = action_reading.draft(typed, TODAY)
    assert (draft.due, draft.closed) == (date(2026, 11, 27), date(2026, 11, 20))


# --- In words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "words", "tone"),
    [
        (13, "9 days over", "bad"),
        (21, "1 day over", "bad"),
        (22, "today", "warn"),
        (23, "tomorrow", "warn"),
        (25, "3 days", ""),
    ],
)
def test_how_long_is_left_is_said_in_words(day: int, words: str, tone: str) -> None:
    due = date(2026, 11, day)
    assert (spans.left(due, TODAY), spans.tone(due, TODAY)) == (words, tone)


def test_two_of_one_name_are_told_apart_in_the_choices() -> None:
    speeding = PriorityRow(
        id=1,
        ref="T1",
        title="Speeding",
        theme="",
        place="Peartree",
        status="closed",
        raised=date(2025, 3, 1),
        adopted=None,
        closed=None,
        result=None,
        last_update=None,
    )
    again = speeding._replace(ref="T2", raised=date(2026, 3, 2))
    panel = MeetingRow(
        "M1", "ASB panel", "", london(2026, 11, 12, 10), None, None, None, minuted=False
    )
    later = replace(panel, ref="M2", start=london(2026, 11, 12, 14))
    lists = Lists(priorities=(again, speeding), meetings=(panel, later))
    assert [words for _, words in lists.priority_choices()] == [
        "Speeding (Peartree, Mon 2 Mar 2026)",
        "Speeding (Peartree, Sat 1 Mar 2025)",
    ]
    assert [words for _, words in lists.meeting_choices()] == [
        "ASB panel, 12 Nov 2026 (14:00)",
        "ASB panel, 12 Nov 2026 (10:00)",
    ]
