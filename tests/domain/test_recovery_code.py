"""A recovery code is read however it was written down, and a slip is told from another code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import passwords, recovery_code
from snt_desk.errors import DeskError


def test_a_code_is_read_as_it_is_shown_and_as_people_type() -> None:
    code = recovery_code.new()
    shown = recovery_code.shown(code)
    assert [len(group) for group in shown.split("-")] == [4] * 6
    for typed in (code, shown, shown.lower(), shown.replace("-", " "), f"  {shown}\n"):
        assert recovery_code.read(typed) == code


def test_no_character_looks_like_another_one() -> None:
    assert not set("01ILO") & set(recovery_code.ALPHABET)
    assert len(set(recovery_code.ALPHABET)) == 31


def test_no_code_is_drawn_twice() -> None:
    assert len({recovery_code.new() for _ in range(1000)}) == 1000


@given(st.integers(0, 23), st.integers(1, 30))
def test_every_single_slip_is_found(at: int, by: int) -> None:
    code = recovery_code.new()
    other = recovery_code.ALPHABET[(recovery_code.ALPHABET.index(code[at]) + by) % 31]
    with pytest.raises(DeskError, match="mistyped"):
        recovery_code.read(code[:at] + other + code[at + 1 :])


@given(st.integers(0, 23), st.integers(0, 23))
def test_every_two_that_changed_places_are_found(one: int, two: int) -> None:
    code = recovery_code.new()
    letters = list(code)
    letters[one], letters[two] = letters[two], letters[one]
    if "".join(letters) == code:
        assert recovery_code.read(code) == code
        return
    with pytest.raises(DeskError, match="mistyped"):
        recovery_code.read("".join(letters))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "these are 0"),
        ("ABCD", "these are 4"),
        ("A" * 25, "these are 25"),
        ("O" * 24, "never has the character “O”"),
        ("é" * 24, "“É”"),
        ("A" * 24, "mistyped"),
    ],
)
def test_what_is_no_code_is_said(typed: str, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        recovery_code.read(typed)


def test_the_same_letters_are_the_same_password_on_every_keyboard() -> None:
    assert passwords.plain("cafe\u0301 table lamp") == passwords.plain("caf\xe9 table lamp")


@pytest.mark.parametrize("typed", ["", "short", "nine char", "line\nbreak long", "x" * 2000])
def test_what_is_no_password_is_refused(typed: str) -> None:
    with pytest.raises(DeskError):
        passwords.insist(typed)
