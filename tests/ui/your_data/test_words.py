"""For each thing that can be the matter: what is said first, and which ways out are offered."""

from __future__ import annotations

import re

import pytest

from snt_desk.db.faults import DAMAGED, Kind, Trouble
from snt_desk.errors import DeskError
from snt_desk.ui.your_data.words import OF, Way, words_for

RESTORE, OLDER, LOOK, OTHER, HELP = Way.RESTORE, Way.OLDER, Way.LOOK, Way.OTHER, Way.HELP

WAYS = {
    Kind.MISSING: (RESTORE, OLDER, OTHER, HELP),
    Kind.EMPTY: (RESTORE, OLDER, OTHER, HELP),
    Kind.DAMAGED: (RESTORE, OLDER, LOOK, HELP),
    Kind.FOREIGN: (OTHER, RESTORE, OLDER, HELP),
    Kind.STRANGE: (RESTORE, OLDER, OTHER, HELP),
    Kind.NEWER: (OTHER, OLDER, HELP),
    Kind.OLDER: (OTHER, HELP),
    Kind.IN_USE: (LOOK, OTHER, HELP),
    Kind.BUSY: (LOOK, OTHER, HELP),
    Kind.READ_ONLY: (LOOK, OTHER, HELP),
    Kind.FORBIDDEN: (HELP, OTHER),
    Kind.FULL: (LOOK, HELP),
    Kind.FAILING: (HELP, LOOK, RESTORE, OLDER, OTHER),
    Kind.GONE: (OTHER, RESTORE, OLDER, HELP),
    Kind.LOCKED: (OTHER, RESTORE, OLDER, HELP),
    Kind.NOT_UPGRADED: (HELP, RESTORE, OLDER, OTHER),
}
FORBIDDEN_WORDS = re.compile(
    r"\b(error|exception|sqlite\w*|database|corrupt\w*|invalid|please|sorry|oops)\b", re.IGNORECASE
)


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_offers_the_ways_out_that_make_sense(kind: Kind) -> None:
    assert OF[kind].ways == WAYS[kind]


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_says_what_happened_before_anything_else_and_without_codes(kind: Kind) -> None:
    said = words_for(Trouble(kind, DAMAGED.title, "What is known of this file."))
    for text in (said.title, said.happened, said.safe):
        assert text
        assert not FORBIDDEN_WORDS.search(text), text
    for sentence in re.split(r"(?<=[.:;?]) ", f"{said.title}. {said.happened} {said.safe}"):
        assert len(sentence.split()) <= 14, sentence


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_says_whether_the_work_is_safe(kind: Kind) -> None:
    said = words_for(Trouble(kind, DAMAGED.title, "detail"))
    safe = ("Nothing has been deleted", "Your work is safe", "unchanged", "left as it is", "sound")
    told = ("left as it was", "made no new one", "is not opened")
    assert any(words in f"{said.happened} {said.safe}" for words in (*safe, *told)), kind


@pytest.mark.parametrize("kind", [kind for kind in Kind if OF[kind].facts])
def test_what_is_known_of_this_file_alone_is_told(kind: Kind) -> None:
    said = words_for(Trouble(kind, "title", "PS 1234 has it on PC-0042 since 09:12."))
    assert said.safe == "PS 1234 has it on PC-0042 since 09:12."


def test_where_it_can_be_looked_at_the_card_says_what_is_seen() -> None:
    for said in OF.values():
        assert bool(said.look) == (LOOK in said.ways)


def test_what_has_no_kind_says_it_itself() -> None:
    said = words_for(DeskError("The server cannot be reached", "Look at the network."))
    assert (said.title, said.safe) == ("The server cannot be reached", "Look at the network.")
    assert said.ways == (OTHER, HELP)
