"""Agenda, minutes and list of actions say what the records say, to those who may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from snt_desk.domain import meeting_documents, public_page
from snt_desk.domain.clock import london
from snt_desk.domain.meeting_documents import (
    ActionFacts,
    Document,
    ItemFacts,
    MeetingFacts,
    Partner,
)

GATE = ActionFacts("A1", "Quote for a gate", "Greenfold Homes", date(2026, 11, 13), None)
LETTER = ActionFacts("A2", "letter to parents", "PCSO Calloway", date(2026, 12, 4), None)
FACTS = MeetingFacts(
    team="Welwyn Hatfield North SNT",
    title="ASB panel",
    start=london(2026, 11, 25, 10),
    on=date(2026, 11, 26),
    end=london(2026, 11, 25, 11, 30),
    venue="Council offices",
    came=("Sgt Okafor", "The Council"),
    apologies=("Greenfold Homes",),
    absent=("PC Ridley",),
    asked=(Partner("O1", "The Council"), Partner("O2", "Greenfold Homes")),
    items=(
        ItemFacts("The gate", "A quote came.\n- iron\n- oak", "Buy\nthe iron one.", GATE),
        ItemFacts("Bins"),
    ),
    notes="Thanks were said.",
    actions=(LETTER,),
    next=london(2026, 12, 16, 10),
)
HEAD = "Wednesday 25 November 2026, 10:00 to 11:30, Council offices\nWelwyn Hatfield North SNT"


def told(*parts: str) -> str:
    return "\n\n".join(parts)


def text(document: Document, facts: MeetingFacts = FACTS) -> str:
    return public_page.written(meeting_documents.made(document, facts, None).blocks)


def test_the_minutes_have_who_came_what_was_decided_and_what_is_to_be_done() -> None:
    assert text("minutes") == told(
        "ASB panel: minutes",
        HEAD,
        "Who came\n- Sgt Okafor\n- The Council",
        "Apologies\n- Greenfold Homes",
        "Did not come\n- PC Ridley",
        "1. The gate\nGreenfold Homes, by 13 November 2026.\nA quote came.\n- iron\n- oak\n"
        "Decided: Buy\nthe iron one.",
        "2. Bins\nNot reached: it is on the next agenda.",
        "Decisions and notes\nThanks were said.",
        "Actions\n- Letter to parents. PCSO Calloway, by 4 December 2026.",
        "Next meeting\nWednesday 16 December 2026, 10:00",
    )


def test_the_agenda_has_who_is_asked_and_the_items_by_number() -> None:
    assert text("agenda") == told(
        "ASB panel: agenda",
        HEAD,
        "Asked\n- Sgt Okafor\n- The Council\n- Greenfold Homes\n- PC Ridley",
        "Agenda\n1. The gate (Greenfold Homes, by 13 November 2026)\n2. Bins",
    )
    assert text("agenda", replace(FACTS, items=())).endswith("Nothing is on it yet.")


def test_the_actions_stand_under_how_they_stand() -> None:
    done = replace(LETTER, ref="A3", text="Lamp", closed=date(2026, 11, 20), outcome="it shines")
    assert text("actions", replace(FACTS, actions=(done, LETTER))) == told(
        "ASB panel: list of actions",
        f"{HEAD}\nAs they stand on 26 November 2026.",
        "Overdue\n- Quote for a gate. Greenfold Homes, by 13 November 2026.",
        "Open\n- Letter to parents. PCSO Calloway, by 4 December 2026.",
        "Done\n- Lamp. PCSO Calloway, done 20 November 2026. It shines.",
    )
    assert text("actions", replace(FACTS, items=(), actions=())).endswith("There are none.")


def test_each_action_stands_there_once_though_two_say_the_same() -> None:
    # One is on the agenda too; another was undertaken anew in the same words.
    again = replace(GATE, ref="A3")
    facts = replace(FACTS, actions=(GATE, again))
    line = "- Quote for a gate. Greenfold Homes, by 13 November 2026."
    assert text("actions", facts).endswith(f"Overdue\n{line}\n{line}")
    assert text("minutes", replace(facts, items=())).count(line) == 2


def test_what_somebody_may_not_be_told_is_left_out_and_named() -> None:
    secret = replace(GATE, may_know=frozenset({"O2"}))
    facts = replace(FACTS, items=(ItemFacts("Gate", action=secret, may_know=secret.may_know),))
    for document in ("agenda", "actions", "minutes"):
        found = meeting_documents.made(document, facts, {"O1", "O2"})
        assert "gate" not in public_page.written(found.blocks).lower()
        assert [one.lower() for one in found.left_out] in (["gate"], ["quote for a gate"])
        assert meeting_documents.made(document, facts, {"O2"}).left_out == ()
        assert meeting_documents.made(document, facts, None).left_out == ()


def test_what_was_said_at_the_meeting_is_known_to_those_who_were_asked() -> None:
    item = ItemFacts("Gate", said="It came.", may_know=frozenset({"O2"}))
    facts = replace(FACTS, items=(item,))
    assert meeting_documents.made("minutes", facts, {"O1"}).left_out == ()
    assert meeting_documents.made("agenda", facts, {"O1"}).left_out == ("Gate",)
