"""People at organisations, and what may be told to each: written down, and said where it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import DAY
from snt_desk.domain.partners import ActionDraft, PartnerDraft, PersonDraft
from snt_desk.services import partner_people, partners
from snt_desk.services.partner_people import PersonRow
from snt_desk.services.team import TeamName
from snt_desk.ui.lists import Wanted
from snt_desk.ui.page import Target
from snt_desk.ui.pages.partners import PartnersPage
from snt_desk.ui.pages.partners.people import PEOPLE
from snt_desk.ui.pages.partners.person_form import PersonForm
from tests.ui.pages.conftest import Keep
from tests.ui.pages.kept import Kept
from tests.ui.pages.seen import CTRL, click, nameless, press, shared_letters, words

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TAB, ENTER = KEY.Key_Tab, KEY.Key_Return
TODAY = clock.today()
MARSH = PersonDraft("Jo Marsh", "O1", "Housing officer", told="Addresses of its tenants")

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def kept(keep: Keep) -> Kept[PartnersPage]:
    """One page for all tests: it is at its beginning again after each."""
    return keep(PartnersPage, begin)


def begin(page: PartnersPage) -> None:
    """Show the organisations, all of them, with an empty form."""
    page.lists.clear()
    page.work.show_wanted(Wanted())
    page.bar.show_list("partners")
    page.new()
    for form in (page.action_form, page.meeting_form, person_form(page)):
        form.begin()


@pytest.fixture
def page(kept: Kept[PartnersPage], store: Store, qtbot: QtBot) -> Iterator[PartnersPage]:
    """The page in its window, which has the focus; there is one organisation."""
    with kept.begun(qtbot) as made:
        yield made


def person_form(page: PartnersPage) -> PersonForm:
    return page.beside.form_of(PEOPLE, PersonForm)


def people(store: Store, team: TeamName) -> list[PersonRow]:
    with store.read() as session:
        return partner_people.listed(session, team.id)


def add_person(store: Store, team: TeamName, draft: PersonDraft) -> str:
    with store.change("Add person") as session:
        return partner_people.add(session, team.id, draft)


def change_council(store: Store, draft: PartnerDraft) -> None:
    with store.change("Change organisation") as session:
        before = partners.opened_partner(session, "O1")
        partners.change_partner(session, "O1", replace(before, told=draft.told, ended=draft.ended))


def lines(page: PartnersPage, table: str) -> list[str]:
    rows = page.lists.front.tables[table].rows
    return [rows.cells(at)[0].text for at in range(rows.rowCount())]


def test_somebody_new_belongs_to_the_organisation_in_hand(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    page.go_to(Target("Partners", "partners", "O1"))
    press(KEY.Key_K, held=CTRL | SHIFT)
    assert person_form(page).partner.currentText() == "The Council"
    press("Jo Marsh", ENTER, ENTER, "Housing officer", ENTER, "01632 960305")
    press(KEY.Key_S, held=CTRL)
    [found] = people(store, team)
    assert (found.name, found.partner, found.role) == ("Jo Marsh", "The Council", "Housing officer")
    assert store.undo_label == "Add person at an organisation, Jo Marsh"
    assert lines(page, PEOPLE) == ["Jo Marsh"]
    assert page.in_hand() == (PEOPLE, found.ref)


def test_who_has_left_stands_at_the_end(page: PartnersPage, store: Store, team: TeamName) -> None:
    add_person(store, team, replace(MARSH, left=TODAY - DAY))
    add_person(store, team, replace(MARSH, name="Zoe Kerr"))
    assert lines(page, PEOPLE) == ["Zoe Kerr", "Left, 1", "Jo Marsh"]


def test_an_organisation_shows_its_people_and_enter_goes_to_one(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    ref = add_person(store, team, MARSH)
    page.go_to(Target("Partners", "partners", "O1"))
    assert page.partner_form.lines.select(f"{PEOPLE} {ref}")
    page.partner_form.lines.setFocus()
    press(ENTER)
    assert page.in_hand() == (PEOPLE, ref)


def test_without_a_name_or_an_organisation_nobody_is_saved(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    press(KEY.Key_K, held=CTRL | SHIFT)
    press(TAB, "no such", TAB)
    person_form(page).focus("left")
    press("31/2")
    press(KEY.Key_S, held=CTRL)
    said = "\n".join(person_form(page).summary.texts)
    assert "Enter who it is." in said
    assert "No organisation is called no such. Choose one from the list." in said
    assert people(store, team) == []


def test_del_takes_somebody_away_and_undo_brings_him_back(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    ref = add_person(store, team, MARSH)
    page.go_to(Target("Partners", PEOPLE, ref))
    press(KEY.Key_Delete)
    assert people(store, team) == []
    assert store.undo_label == "Delete person at an organisation, Jo Marsh"
    store.undo()
    assert [one.name for one in people(store, team)] == ["Jo Marsh"]


def test_what_may_be_told_stands_in_the_form_of_what_is_about_to_go_there(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    change_council(store, PartnerDraft(told="No names of residents"))
    gate = ActionDraft("A gate", owner_partner="O1", raised=TODAY)
    with store.change("Add action") as session:
        ref = partners.add_action(session, team.id, gate)
    page.go_to(Target("Partners", "actions", ref))
    assert "What The Council may be told\nNo names of residents" in words(page.action_form)
    add_person(store, team, MARSH)
    page.new()
    page.meeting_form.focus("partners")
    press("the c", ENTER)
    said = words(page.meeting_form)
    assert "The Council: No names of residents" in said
    assert "Jo Marsh, The Council: Addresses of its tenants" in said
    page.meeting_form.focus("partners")
    press(KEY.Key_Backspace)
    assert "No names of residents" not in words(page.meeting_form)


def test_an_organisation_no_longer_worked_with_stands_last_and_says_so(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    with store.change("Add organisation") as session:
        partners.add_partner(session, team.id, PartnerDraft("Zest Youth Club", "voluntary"))
    page.go_to(Target("Partners", "partners", "O1"))
    page.partner_form.focus("ended")
    press("t")
    press(KEY.Key_S, held=CTRL)
    assert lines(page, "partners")[-2:] == ["No longer worked with, 1", "The Council"]
    offered = page.records.lists.partner_choices()
    assert [text for _, text in offered][-1] == "The Council, no longer worked with"
    press(KEY.Key_T, held=CTRL)
    press("A gate", TAB, "the council", TAB)
    assert page.action_form.draft.owner_partner == "O1"


def test_everything_has_a_name_and_a_letter_of_its_own(page: PartnersPage) -> None:
    click(page.bar.also_news[PEOPLE])
    assert person_form(page).isVisible()
    assert nameless(page.widget) == []
    assert shared_letters(person_form(page)) == []


def test_the_filter_finds_people_by_role_and_by_what_they_may_be_told(
    page: PartnersPage, store: Store, team: TeamName
) -> None:
    add_person(store, team, MARSH)
    press(KEY.Key_F, held=CTRL)
    press("tenants officer")
    assert lines(page, PEOPLE) == ["Jo Marsh"]
    assert lines(page, "partners") == []
