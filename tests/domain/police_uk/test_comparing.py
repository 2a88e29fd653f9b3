"""What the public sees beside what is held: which belong together, what differs, who is newer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from snt_desk.domain.police_uk import (
    Event,
    Listed,
    Neighbourhood,
    Person,
    Point,
    Priority,
    Published,
)
from snt_desk.domain.police_uk.comparing import compare, paired
from snt_desk.domain.police_uk.comparing_place import outline
from snt_desk.domain.police_uk.held import Held, HeldEvent, HeldPerson, HeldPriority
from snt_desk.domain.police_uk.lines import Line
from tests.examples import times

TODAY = date(2026, 11, 22)
SHOPS = HeldPriority(
    "T1",
    "Woodhall shops",
    "Anti-social behaviour at Woodhall shops",
    public=True,
    adopted=date(2026, 10, 1),
    action="Patrols.",
    updated=date(2026, 11, 1),
)
PUBLIC_SHOPS = Priority(
    "Anti-social behaviour at Woodhall shops.", date(2026, 10, 1), "Patrols", date(2026, 11, 1)
)


def priorities(public: Priority | None, *held: HeldPriority) -> list[Line]:
    said = Published(priorities=() if public is None else (public,))
    return list(compare(said, Held("North", priorities=held), TODAY))


def only(lines: list[Line]) -> Line:
    [line] = lines
    return line


# --- Priorities -------------------------------------------------------------------------------


def test_the_same_words_and_dates_are_the_same() -> None:
    line = only(priorities(PUBLIC_SHOPS, SHOPS))
    assert (line.state, line.takes, line.ref) == ("same", "", "T1")


def test_a_newer_public_action_is_said_and_ticked() -> None:
    public = replace(PUBLIC_SHOPS, action="CCTV", acted=date(2026, 11, 20))
    line = only(priorities(public, SHOPS))
    assert (line.state, line.newer, line.wanted) == ("differs", "public", True)
    assert [one.field for one in line.differences] == ["Action", "Last update"]
    assert line.differences[0].words == "Action: public “CCTV”, here “Patrols.”; public is newer"


def test_a_newer_action_here_is_not_ticked_and_says_what_to_do() -> None:
    line = only(priorities(replace(PUBLIC_SHOPS, action="", acted=None), SHOPS))
    assert (line.state, line.newer, line.wanted) == ("differs", "here", False)
    assert line.says.startswith("Here is newer")


def test_without_a_date_nobody_says_which_is_newer() -> None:
    line = only(priorities(replace(PUBLIC_SHOPS, action="CCTV"), SHOPS))
    assert (line.state, line.newer, line.wanted) == ("differs", "", False)


def test_a_public_one_that_is_not_marked_so_here_differs() -> None:
    line = only(priorities(PUBLIC_SHOPS, replace(SHOPS, public=False)))
    assert [one.field for one in line.differences] == ["Marked public"]
    assert line.wanted


def test_one_that_nobody_holds_becomes_adopted_or_proposed_by_its_day() -> None:
    new = Priority("Graffiti in Haldens", date(2026, 11, 1))
    line = only(priorities(new))
    assert (line.state, line.wanted) == ("only public", True)
    assert line.takes == "Becomes an adopted priority, marked public."
    for issued in (None, date(2026, 12, 1)):
        line = only(priorities(replace(new, issued=issued)))
        assert line.takes == "Becomes a proposed priority, marked public."


def test_a_stale_one_is_said_to_be_and_not_ticked() -> None:
    line = only(priorities(Priority("Purse dipping", date(2016, 4, 14))))
    assert not line.wanted
    assert line.says == "Not in the register. Its last news is of Thu 14 Apr 2016."
    assert "No date says" in only(priorities(Priority("Purse dipping"))).says


def test_one_that_is_marked_public_here_and_not_there_is_not_published_yet() -> None:
    line = only(priorities(None, SHOPS))
    assert (line.state, line.ref, line.takes) == ("unpublished", "T1", "")
    assert priorities(None, replace(SHOPS, public=False)) == []
    assert priorities(None, replace(SHOPS, adopted=None)) == []
    assert priorities(None, replace(SHOPS, closed=TODAY)) == []


def test_one_that_is_closed_here_and_still_public_asks_for_it_to_go() -> None:
    line = only(priorities(PUBLIC_SHOPS, replace(SHOPS, closed=date(2026, 11, 10))))
    assert (line.state, line.takes) == ("still public", "")
    assert "Closed here on Tue 10 Nov 2026" in line.says


def test_no_file_of_priorities_says_nothing_of_them() -> None:
    assert compare(Published(), Held("North", priorities=(SHOPS,)), TODAY) == ()


def test_words_that_are_much_alike_belong_together() -> None:
    public = Priority("To reduce anti-social behaviour around Woodhall shops", date(2026, 10, 1))
    assert paired([public], [SHOPS]) == {0: SHOPS}
    assert paired([Priority("Speeding on Bearton Road", date(2026, 10, 1))], [SHOPS]) == {}


def test_of_two_with_the_same_words_the_same_day_and_the_live_one_win() -> None:
    old = replace(SHOPS, ref="T0", closed=date(2026, 9, 1), adopted=date(2026, 3, 1))
    public = PUBLIC_SHOPS
    assert paired([public], [old, SHOPS]) == {0: SHOPS}
    assert paired([replace(public, issued=None)], [old, SHOPS]) == {0: SHOPS}
    assert paired([replace(public, issued=date(2026, 3, 1)), public], [SHOPS, old]) == {
        0: old,
        1: SHOPS,
    }


WORDS = st.lists(st.sampled_from(["speeding", "graffiti", "Woodhall", "shops"]), max_size=4)
ISSUES = WORDS.map(" ".join)
SOME_DAY = st.none() | st.dates(date(2026, 1, 1), date(2026, 3, 1))
MANY_HELD = st.lists(
    st.builds(HeldPriority, st.uuids().map(str), ISSUES, ISSUES, st.booleans(), SOME_DAY, SOME_DAY),
    max_size=6,
)


@settings(max_examples=times(30))
@given(st.lists(st.builds(Priority, ISSUES, SOME_DAY), max_size=6), MANY_HELD)
def test_each_belongs_to_one_at_most_and_each_public_one_has_a_line(
    public: list[Priority], held: list[HeldPriority]
) -> None:
    found = paired(public, held)
    assert len({one.ref for one in found.values()}) == len(found)
    lines = compare(Published(priorities=tuple(public)), Held("N", priorities=tuple(held)), TODAY)
    assert len({one.id for one in lines}) == len(lines)
    assert sum(one.public is not None for one in lines) == len(public)


def test_five_thousand_held_are_compared_in_no_time() -> None:
    held = tuple(
        replace(SHOPS, ref=f"T{at}", title=f"Number {at}", issue=f"Trouble in street {at}")
        for at in range(5_000)
    )
    public = tuple(Priority(f"Trouble in street {at}", date(2026, 10, 1)) for at in range(0, 50, 7))
    lines = compare(Published(priorities=public), Held("N", priorities=held), TODAY)
    assert [one.ref for one in lines if one.public] == [f"T{at}" for at in range(0, 50, 7)]


# --- Events -----------------------------------------------------------------------------------

NOON = datetime(2026, 12, 17, 12, tzinfo=UTC)
SURGERY = HeldEvent("E1", "Drop-in", public=True, start=NOON, end=NOON + timedelta(hours=1))


def events(public: Event | None, *held: HeldEvent) -> list[Line]:
    said = Published(events=() if public is None else (public,))
    return list(compare(said, Held("North", events=held), TODAY))


def test_an_event_of_the_same_name_and_day_is_the_same() -> None:
    public = Event("Drop in!", address="Village Hall", start=NOON, end=NOON + timedelta(hours=1))
    assert only(events(public, SURGERY)).state == "same"
    taken = replace(SURGERY, title="Drop in!, Village Hall")
    assert only(events(public, taken)).state == "same"
    later = only(events(replace(public, start=NOON + timedelta(minutes=30)), SURGERY))
    assert [one.field for one in later.differences] == ["Start"]


def test_an_event_that_nobody_holds_can_be_taken_if_its_time_is_known() -> None:
    line = only(events(Event("Drop-in", start=NOON)))
    assert (line.state, line.wanted) == ("only public", True)
    over = only(events(Event("Drop-in", start=NOON - timedelta(days=90))))
    assert (bool(over.takes), over.wanted) == (True, False)
    assert only(events(Event("Drop-in"))).takes == ""


def test_an_event_to_come_that_is_marked_public_is_not_published_yet() -> None:
    assert only(events(None, SURGERY)).state == "unpublished"
    assert events(None, replace(SURGERY, start=NOON - timedelta(days=90))) == []
    assert events(None, replace(SURGERY, public=False)) == []


# --- People -----------------------------------------------------------------------------------

OKAFOR = HeldPerson(
    "101", "Hannah Okafor", "Sgt Okafor", False, True, ("Sgt", "Sergeant"), is_sergeant=True
)
RIDLEY = HeldPerson("1432", "Tom Ridley", "PC Ridley", True, True, ("PC", "Police constable"))


def people(public: tuple[Person, ...], *held: HeldPerson) -> list[Line]:
    return list(compare(Published(people=public), Held("North", people=held), TODAY))


def test_who_is_named_and_may_be_is_the_same_by_any_form_of_the_name() -> None:
    for name in ("Tom Ridley", "PC Tom Ridley", "T Ridley", "PC 1432 Tom RIDLEY", "Ridley"):
        line = only(people((Person(name, "PC"),), RIDLEY))
        assert (line.state, line.ref) == ("same", "1432")


def test_who_is_named_and_not_posted_here_any_more_is_said() -> None:
    gone = replace(RIDLEY, posted=False, last_day=date(2026, 9, 30))
    line = only(people((Person("Tom Ridley", "PC"),), gone))
    assert (line.state, line.takes) == ("left", "")
    assert "Not posted here since Wed 30 Sep 2026" in line.says
    assert "Nobody of that name" in only(people((Person("Ann Other"),))).says


def test_a_sergeant_who_is_not_named_is_said_and_others_only_if_they_may_be() -> None:
    other = replace(RIDLEY, public=False)
    assert [one.ref for one in people((), OKAFOR, RIDLEY, other)] == ["101", "1432"]


def test_a_name_that_may_not_be_told_here_can_be_marked_and_is_never_ticked() -> None:
    line = only(people((Person("Hannah Okafor", "Sgt"),), OKAFOR))
    assert (line.state, line.wanted) == ("differs", False)
    assert line.takes == "May be named to the public from now on."


def test_a_first_letter_that_two_have_is_nobody() -> None:
    two = (RIDLEY, replace(RIDLEY, collar="9", name="Theo Ridley"))
    lines = people((Person("T Ridley"),), *two)
    assert [one.state for one in lines] == ["unpublished", "unpublished", "left"]


# --- The neighbourhood ------------------------------------------------------------------------

NC04 = Neighbourhood("NC04", "City Centre", contact=(("email", "a@example.police.uk"),))
RING = (Point(51.81, -0.2), Point(51.81, -0.18), Point(51.79, -0.18))


def test_details_are_kept_and_compared_field_by_field() -> None:
    said = Published(neighbourhood=NC04)
    assert only(list(compare(said, Held("City"), TODAY))).wanted
    held = Held("City", neighbourhood=NC04)
    assert only(list(compare(said, held, TODAY))).state == "same"
    other = replace(NC04, contact=(("telephone", "101"),))
    line = only(list(compare(said, replace(held, neighbourhood=other), TODAY)))
    assert [(one.field, one.public, one.here) for one in line.differences] == [
        ("Contact: email", "a@example.police.uk", ""),
        ("Contact: telephone", "", "101"),
    ]


def test_files_of_another_neighbourhood_are_noticed() -> None:
    line = only(list(compare(Published(neighbourhood=NC04), Held("City", id="NC66"), TODAY)))
    assert line.says == "These files are of NC04; this team is NC66 there."
    assert not line.wanted


def test_a_list_of_neighbourhoods_gives_the_team_its_id() -> None:
    said = Published(neighbourhoods=(Listed("NC04", "City Centre"), Listed("NC66", "Riverside")))
    line = only(list(compare(said, Held("City Centre SNT"), TODAY)))
    assert (line.public, line.wanted) == (Listed("NC04", "City Centre"), True)
    assert only(list(compare(said, Held("City Centre SNT", id="NC04"), TODAY))).state == "same"
    lost = only(list(compare(said, Held("Elsewhere"), TODAY)))
    assert lost.says == "Elsewhere is not among the 2 neighbourhoods of that list."


def test_a_boundary_is_the_same_once_it_is_on_the_map() -> None:
    said = Published(boundary=RING)
    line = only(list(compare(said, Held("City"), TODAY)))
    assert (line.state, line.wanted) == ("only public", True)
    held = Held("City", boundary=outline("City", RING))
    assert only(list(compare(said, held, TODAY))).state == "same"
    moved = (*RING, Point(51.79, -0.2))
    assert only(list(compare(Published(boundary=moved), held, TODAY))).state == "differs"


def test_a_line_says_all_of_itself_in_a_sentence() -> None:
    line = only(priorities(replace(PUBLIC_SHOPS, action="CCTV"), SHOPS))
    assert line.sentence == (
        "Differs: Anti-social behaviour at Woodhall shops.. Action: public “CCTV”, here “Patrols.”."
    ).replace("shops..", "shops.")
