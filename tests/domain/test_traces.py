"""A resident is found by whole words, however they are written, and nobody else is."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain.traces import INSTEAD, Traces

SIAN = Traces.of("Mrs Siân O'Brien", "07700 900123; sian.obrien@example.org; 14 Mill Lane")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Spoke to Siân O'Brien at length.", f"Spoke to {INSTEAD} at length."),
        ("spoke to SIAN OBRIEN", f"spoke to {INSTEAD}"),
        ("O’Brien, Sian", INSTEAD),
        ("Mrs O'Brien's fence", f"Mrs {INSTEAD}'s fence"),
        ("Sia\u0302n came", f"{INSTEAD} came"),
        ("Siân\nO Brien", INSTEAD),
        ("call 07700900123 now", f"call {INSTEAD} now"),
        ("call +44 7700 900-123", f"call {INSTEAD}"),
        ("0044 (0)7700 900123", INSTEAD),
        ("write to Sian.OBrien@Example.org.", f"write to {INSTEAD}."),
        ("at 14, Mill Lane", f"at {INSTEAD}"),
        ("siân07700900123", f"{INSTEAD}{INSTEAD}"),
        ("sian_obrien.csv", f"{INSTEAD}.csv"),
        ("Siân and O'Brien", f"{INSTEAD} and {INSTEAD}"),
    ],
)
def test_details_are_found_however_they_are_written(text: str, left: str) -> None:
    assert SIAN.stand_in(text)
    assert SIAN.taken_out(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Mrs Siannon O'Brienne",
        "The Brien family",
        "107700900123",
        "07700 9001234",
        "14 Mill Laneside",
        "114 Mill Lane",
        "resident of Mill Lane",
        "Mrs Patel",
        "",
    ],
)
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert not SIAN.stand_in(text)
    assert SIAN.taken_out(text) == text


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Zoë Smith-Jones", ("zoe", "Smith Jones", "Jones", "SMITH")),
        ("Søren Ångström", ("Soren", "Angstrom", "SØREN ÅNGSTRÖM")),
        ("Li Wei", ("Li", "wei")),
        ("D'Arcy, Éva", ("Eva D'Arcy", "DArcy", "d’arcy")),
        ("Łukasz Œuvrard", ("Lukasz", "oeuvrard")),
    ],
)
def test_accents_and_joined_names(name: str, found: tuple[str, ...]) -> None:
    for one in found:
        assert Traces.of(name, None).taken_out(f"with {one}.") == f"with {INSTEAD}."


@pytest.mark.parametrize("name", ["", "Mr", "resident", "J", "Mrs J.", "not given"])
def test_what_is_no_name_is_not_looked_for(name: str) -> None:
    assert not Traces.of(name, None)
    assert not Traces.of(name, None).stand_in("Mr J. the resident was not given one")


@pytest.mark.parametrize("between", ["\n", " ", " - ", "; ", ", ", " / ", "\r\n"])
def test_each_way_to_reach_somebody_is_found_whatever_stands_between_them(between: str) -> None:
    ways = ("01632 960301", "(07700) 900533", "14 Mill Lane", "s.obrien@example.org")
    noted = Traces.of(None, between.join(ways))
    for one in ways:
        assert noted.taken_out(f"said {one}, and more") == f"said {INSTEAD}, and more"


def test_a_number_does_not_go_on_in_the_house_below_it() -> None:
    noted = Traces.of(None, "323456\n12 High Street\nAL7 1TF")
    for one in ("323456", "12 High Street", "AL7 1TF"):
        assert noted.stand_in(f"It is {one}.")
    assert not noted.stand_in("We went down the High Street.")


def test_several_residents_are_looked_for_at_once() -> None:
    both = SIAN | Traces.of("Tomasz Żak", None)
    assert both.taken_out("Zak and O'Brien") == f"{INSTEAD} and {INSTEAD}"


def test_words_in_json_are_found_whatever_their_letters_are_escaped_to() -> None:
    for ascii_only in (True, False):
        text = json.dumps({"note": "Met\nSiân O'Brien", "n": [1, None]}, ensure_ascii=ascii_only)
        assert SIAN.stand_in_json(text)
        assert json.loads(SIAN.taken_out_of_json(text)) == {
            "note": f"Met\n{INSTEAD}",
            "n": [1, None],
        }
    assert not SIAN.stand_in_json('{"note": "nobody"}')
    assert SIAN.taken_out_of_json("{broken Siân") == f"{{broken {INSTEAD}"


def test_an_image_of_the_journal_is_searched_as_it_stands() -> None:
    image = json.dumps({"note": "Met\nSiân"}, ensure_ascii=False)
    assert SIAN.stand_in(image)


def test_an_excerpt_shows_some_words_round_it() -> None:
    text = "x" * 50 + " saw Siân\nO'Brien there " + "y" * 50
    assert SIAN.excerpt(text) == f"…{'x' * 35} saw Siân O'Brien there {'y' * 33}…"
    assert SIAN.excerpt("nobody") == ""


@pytest.mark.parametrize(
    "text", ["Siân O'Brien", "O'Brien, Sian", "+44 7700 900123", "14 Mill Lane"]
)
def test_a_whole_name_a_number_and_an_address_are_sure(text: str) -> None:
    assert SIAN.are_sure_in(text)


@pytest.mark.parametrize("text", ["Siân", "Mrs O'Brien", "nobody"])
def test_a_part_of_a_name_alone_may_be_anybodys(text: str) -> None:
    assert not SIAN.are_sure_in(text)


def test_where_one_name_is_all_that_is_known_it_is_sure() -> None:
    assert Traces.of("Sian", None).are_sure_in("Siân")
    assert not Traces().are_sure_in("Siân")


WRITTEN = "siân Sian o'brien OBRIEN o Brien - ’ 07700 900123 +44 7700 0 ( ) 14 mill lane x é _"
_PIECES = st.sampled_from([*WRITTEN.split(), "sian.obrien@example.org", " ", ", ", "\n"])


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_what_is_looked_at_first_passes_over_nothing(text: str) -> None:
    quick, thorough = bool(SIAN.places(text)), replace(SIAN, words=EVERYTHING).places(text)
    assert quick == bool(thorough)


class _Everything(frozenset[str]):
    def isdisjoint(self, _other: object) -> bool:
        return False


EVERYTHING = _Everything()


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_what_is_taken_out_is_found_no_more(text: str) -> None:
    assert not SIAN.stand_in(SIAN.taken_out(text))


def test_two_numbers_of_one_resident_are_found_each_by_itself() -> None:
    for between in ("\n", " ", "; ", " / "):
        both = Traces.of("", f"01632 960123{between}07700 900123")
        assert both.stand_in("Ring (01632) 960123"), between
        assert both.stand_in("or +44 7700 900123"), between
        assert not both.stand_in("or 07700 900124"), between
