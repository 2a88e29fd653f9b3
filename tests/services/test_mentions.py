"""Where else a resident's details stand is found, shown with words round it, and taken out."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import String, Text, select

from snt_desk.db import journal
from snt_desk.db import models as m
from snt_desk.db.models import Base
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.package import TABLES
from snt_desk.domain.traces import INSTEAD
from snt_desk.services import mentions, saved_filters
from snt_desk.services.mentions import Mention
from snt_desk.services.records import reference_column
from snt_desk.services.saved_filters import Saved
from snt_desk.services.team import TeamName
from tests.services.residents import NAMED, add_contact

SIAN = NAMED.traces
NOT_FREE = {
    *(("teams", one) for one in ("code", "name", "district", "force", "police_uk_id")),
    *(("members", one) for one in ("collar", "first_name", "last_name", "email")),
    *(("codes", one) for one in ("list", "code", "label", "flags")),
    *(("drafts", one) for one in ("user", "desk", "kind")),
    *(("changes", one) for one in ("at", "user", "collar", "desk", "kind", "hash", "category")),
    *(("changes", one) for one in ("label", "recipient", "subject", "reason")),
    *(("images", one) for one in ("table", "before", "after")),
    *(("returns", one) for one in ("month", "sha256", "anchor")),
    *(("commentary", one) for one in ("month", "kind", "ref")),
    *(("return_notes", one) for one in ("kind", "ref")),
    *(("nil_sections", one) for one in ("month", "section")),
    *(("return_figures", one) for one in ("section", "measure", "by", "category")),
    *(("return_figures", one) for one in ("unit", "status")),
    *(("tasks", one) for one in ("ref", "stage")),
    *((table, "ref") for table in ("rounds", "crime_notes")),
    *(("priorities", one) for one in ("window_from", "window_to")),
    *(("crime_counts", one) for one in ("month", "category")),
    *(("meeting_series", one) for one in ("ref", "kind", "rule", "at")),
    *(("case_reviews", one) for one in ("ref", "outcome")),
    ("case_reports", "reporter"),
    *((table, "ref") for table in ("partner_people", "community_groups", "campaign_counts")),
    ("message_channels", "channel"),
    ("campaign_tags", "tag"),
    *(("planned_patrols", one) for one in ("ref", "mode", "purpose")),
    ("settings", "key"),
}
"""Text that is nobody's to write freely, or has a search of its own."""


def find(store: Store, *aside: str) -> list[Mention]:
    with store.read() as session:
        return mentions.find(session, SIAN, aside)


def redact(store: Store, mention: Mention) -> None:
    mentions.redact(store, SIAN, mention, "due")


def test_every_text_that_people_write_is_searched() -> None:
    codes = {
        (table.name, reference_column(column) if column.refers else column.name)
        for table in TABLES
        for column in table.columns
        if column.codes or column.name in {"ref", "tag", "code", "month"}
    }
    written = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | Text)
    }
    searched = {(table, name) for table, names in mentions.FIELDS.items() for name in names}
    assert written - codes - NOT_FREE == searched


@pytest.fixture
def everywhere(store: Store, team: TeamName) -> None:
    """One resident, named in one record of many kinds."""
    name = NAMED.name
    with store.change("Write") as session:
        add_contact(session, team.id, "ONE")
        add_contact(
            session, team.id, "TWO", name="Ada Byron", contact="", subject=f"Sister of {name}"
        )
        patrol = m.Patrol(
            ref="P1", team_id=team.id, purpose="other", visible=True, note=f"Met {name}."
        )
        start, end = london(2026, 11, 2, 9), london(2026, 11, 2, 10)
        patrol.legs = [m.Leg(leg=1, team_id=team.id, mode="foot", start=start, end=end)]
        session.add(patrol)
        session.add(
            m.Meeting(
                ref="M1",
                team_id=team.id,
                kind="other",
                title="Panel",
                start=start,
                minutes="Item 1: SIAN OBRIEN, 07700900123",
            )
        )
        session.add(
            m.Priority(
                ref="R1",
                team_id=team.id,
                title="Fences",
                theme="asb",
                status="proposed",
                raised=date(2026, 11, 3),
                analysis="O’Brien said so",
            )
        )
        filters = Saved("Mine", {"words": "o'brien"})
        saved_filters.save(session, team.id, filters)
        session.add(m.Commentary(team_id=team.id, month="2026-11", kind="risk", text=name))
    store.keep_draft("patrol", json.dumps({"note": f"At {name}'s"}))


def test_each_place_is_told_with_its_kind_its_day_and_the_words(
    store: Store, everywhere: None
) -> None:
    told = {one.called: (one.field, one.excerpt, one.does) for one in find(store, "ONE")}
    assert told == {
        "Another contact, Sun 1 Nov 2026": ("Subject", "Sister of Siân O'Brien", "anonymise"),
        "Patrol, Mon 2 Nov 2026": ("Note", "Met Siân O'Brien.", "redact"),
        "Meeting, Mon 2 Nov 2026": ("Minutes", "Item 1: SIAN OBRIEN, 07700900123", "redact"),
        "Priority, Tue 3 Nov 2026": ("Analysis", "O’Brien said so", "redact"),
        "Filter or setting of the team": ("Value", "o'brien", "redact"),
        "Words on a return, November 2026": ("Text", "Siân O'Brien", "redact"),
        f"Typed and not saved, {today()}": ("Value", "At Siân O'Brien's", "redact"),
    }
    assert {one.tab for one in find(store)} == {
        "",
        "Patrols",
        "Partners",
        "Priorities",
        "Community",
    }


def today() -> str:
    return clock.long_day(clock.today())


def test_what_is_redacted_is_found_no_more_not_in_the_journal_either(
    store: Store, everywhere: None
) -> None:
    for one in find(store, "ONE", "TWO"):
        redact(store, one)
    assert find(store, "ONE", "TWO") == []
    with store.read() as session:
        assert session.scalars(select(m.Patrol.note)).one() == f"Met {INSTEAD}."
        [draft] = session.scalars(select(m.Draft.value))
        assert json.loads(draft) == {"note": f"At {INSTEAD}'s"}
        images = session.execute(
            select(m.Image.before, m.Image.after).where(m.Image.table != "contacts")
        )
        assert not [one for pair in images for one in pair if one and SIAN.stand_in(one)]
        # The rest of what was written in that change is still there.
        assert session.scalar(select(m.Image.id).where(m.Image.table == "legs", m.Image.after > ""))


def test_what_was_corrected_or_deleted_is_found_in_its_history(
    store: Store, team: TeamName
) -> None:
    with store.change("Write") as session:
        for ref in ("A1", "A2"):
            session.add(
                m.Action(
                    ref=ref,
                    team_id=team.id,
                    text="Call Sian",
                    owner_member_id=1,
                    raised=date(2026, 11, 3),
                )
            )
    with store.change("Correct and delete") as session:
        first, second = session.scalars(select(m.Action).order_by(m.Action.ref))
        first.text = "Call them"
        session.delete(second)
    found = find(store)
    assert [(one.called, one.excerpt, one.past, one.tab) for one in found] == [
        ("Action, Tue 3 Nov 2026", "Call Sian", True, "Partners"),
        ("Action, deleted", "Call Sian", True, ""),
    ]
    for one in found:
        redact(store, one)
    assert find(store) == []
    with store.read() as session:
        assert session.scalars(select(m.Action.text)).all() == ["Call them"]


def test_the_words_of_a_journal_entry_are_wiped_and_another_vouches_for_it(
    store: Store, team: TeamName
) -> None:
    with store.change("Add action Call Sian") as session:
        session.add(m.Setting(key="k", value="1"))
    with store.read() as session:
        anchor = journal.anchor(session.connection())
    [one] = find(store)
    assert (one.does, one.field, one.excerpt) == ("redact", "Label", "Add action Call Sian")
    redact(store, one)
    assert find(store) == []
    assert store.undo_label == "Words wiped"
    with store.read() as session:
        assert list(journal.breaks(session.connection(), [anchor])) == []
    store.undo()
    assert find(store) == []


def test_nothing_is_looked_for_where_nothing_is_known(store: Store, everywhere: None) -> None:
    with store.read() as session:
        assert mentions.find(session, SIAN.of("Mr", "")) == []


def test_a_search_can_be_given_up(store: Store, everywhere: None) -> None:
    def give_up(done: int, total: int) -> None:
        if done * 2 > total:
            raise InterruptedError

    with store.read() as session, pytest.raises(InterruptedError):
        mentions.find(session, SIAN, (), give_up)
