"""The user guide says what is so: its links, keys, menus, sections, commands and first package."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTextBrowser

from snt_desk import paths
from snt_desk.cli import main
from snt_desk.db.opening import open_store
from snt_desk.domain import measures
from snt_desk.services import joined
from snt_desk.ui import app
from snt_desk.ui.all_keys import OWN_KEYS
from snt_desk.ui.guide import Guide, chapter
from snt_desk.ui.main_window import FIRST, MainWindow
from snt_desk.ui.page import Target
from snt_desk.ui.parts import without_mnemonic
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.tabs import ORDER
from tests.fixtures_store import ACTOR, copied
from tests.ui.conftest import KEPT, CannedAsk, clear_away

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

GUIDE = paths.resource("guide/index.md").parent
DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(GUIDE.glob("*.md"))
STORIES = (DOCS / "guide" / "round-story.md", DOCS / "guide" / "week-story.md")
OUTSIDE = (DOCS / "keys.md", DOCS / "guide" / "README.md", *STORIES)
TAB = "\t"
TITLES = [title for title in ORDER if (GUIDE / f"{title.lower()}.md").exists()]
"""The tabs that there are; of the others of `ORDER` there is no page yet."""
PARTS = {
    **dict.fromkeys(("log", "coverage"), "Patrols"),
    **dict.fromkeys(("what-was-done", "rounds", "consultations", "responses"), "Priorities"),
    **dict.fromkeys(("meetings-that-come-again", "case-reviews"), "Partners"),
    **dict.fromkeys(("residents", "events", "messages", "campaigns"), "Community"),
}
"""Pages about a part of a tab, and which tab that is."""


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def rows(page: Path, heading: str) -> Iterator[tuple[str, ...]]:
    """The rows of the table below a heading, its head and line aside."""
    part = text(page).partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    table = [line for line in part.splitlines() if line.startswith("|")]
    for line in table[2:]:
        yield tuple(cell.strip() for cell in line.strip("|").split("|"))


def written_as_keys(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.fixture(scope="module")
def program(
    template_of_team: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """The program's own window, for all who only look at it; its data are the invented team's."""
    folder = tmp_path_factory.mktemp("guide")
    path = copied(template_of_team, folder / "desk.db")
    opened = open_store(str(path), ACTOR)
    preferences = Preferences(folder / "settings.json")
    made = app.open_window(app.desk_over(opened, preferences, CannedAsk()), str(path))
    made.setProperty(KEPT, True)
    yield made
    made.setProperty(KEPT, False)
    made.close()
    clear_away(app.application())
    opened.close()


@pytest.fixture
def window(program: MainWindow) -> MainWindow:
    """That window as it is after the start: on its first tab, nothing over it."""
    program.visit_title(FIRST)
    assert program.isVisible()
    assert program.over.page is None
    return program


def lines(window: MainWindow) -> Iterator[tuple[str, QAction]]:
    """Every line of the menus that can be seen, with the name of its menu: `View > List`."""
    for bar in window.menuBar().actions():
        menu = bar.menu()
        assert isinstance(menu, QMenu)
        yield from lines_of(menu, without_mnemonic(bar.text()))


def lines_of(menu: QMenu, name: str) -> Iterator[tuple[str, QAction]]:
    """Those of one menu, and of those within it."""
    for action in menu.actions():
        if not action.isVisible():
            continue
        yield name, action
        within = action.menu()
        if isinstance(within, QMenu):
            yield from lines_of(within, f"{name} > {without_mnemonic(action.text())}")


def keys_there_are(window: MainWindow) -> set[str]:
    """Those of the menus as they stand, and those of lists, forms and fields."""
    of_parts = {one for _, keys, _ in OWN_KEYS for one in re.split(", | or ", keys)}
    shown = {action.text().partition("\t")[2] for _, action in lines(window)}
    pressed = {one.toString() for _, action in lines(window) for one in action.shortcuts()}
    return of_parts | shown | pressed


def every_view(window: MainWindow) -> Iterator[MainWindow]:
    """The window with each view of its tab in front, one after the other."""
    first = window.page
    yield window
    while onward := [one for _, one in lines(window) if one.text().startswith("Ne&xt view")]:
        onward[0].trigger()
        if window.page is first:
            return
        yield window


def menu_lines(window: MainWindow) -> set[str]:
    """Every line as the guide writes it: `Record > Add a leg`."""
    return {
        f"{menu} > {without_mnemonic(action.text().partition(TAB)[0])}"
        for menu, action in lines(window)
    }


def test_every_tab_has_its_page(window: MainWindow) -> None:
    shown = {window.tabs.tabText(at) for at in range(window.tabs.count())}
    assert shown == set(TITLES)


def test_f1_opens_the_page_about_the_list_or_view_in_front(window: MainWindow) -> None:
    for tab, table, name in (
        ("Community", "messages", "messages"),
        ("Community", "contacts", "residents"),
        ("Partners", "case_reviews", "case-reviews"),
        ("Partners", "actions", "partners"),
        ("Priorities", "rounds", "rounds"),
        ("Priorities", "priorities", "priorities"),
        ("Roster", "", "roster"),
    ):
        window.visit_title(tab)
        window.desk.go(Target(tab, table))
        window.helping.open_guide()
        [shown] = [one for one in window.helping.windows() if isinstance(one.content, Guide)]
        [text] = shown.findChildren(QTextBrowser)
        assert Path(text.source().toLocalFile()).stem == name
    window.helping.close()


@pytest.mark.parametrize("page", [*PAGES, *OUTSIDE], ids=lambda page: page.stem)
def test_every_link_and_picture_leads_to_a_file_that_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", text(page))
    assert [link for link in links if not (page.parent / link).is_file()] == []


def test_every_page_can_be_reached_from_the_first() -> None:
    links = set(re.findall(r"\]\(([^)]+)\)", text(GUIDE / "index.md")))
    assert links == {page.name for page in PAGES} - {"index.md"}


@pytest.mark.parametrize(("name", "title"), PARTS.items())
def test_the_keys_of_a_part_of_a_tab_are_keys_that_one_of_its_views_has(
    name: str, title: str, window: MainWindow
) -> None:
    window.visit_title(title)
    listed = {
        key for cells in rows(GUIDE / f"{name}.md", "## Keys") for key in written_as_keys(cells[0])
    }
    assert len(listed) > 4
    missing = [listed - keys_there_are(one) for one in every_view(window)]
    assert set() in missing, missing


@pytest.mark.parametrize("title", TITLES)
def test_the_keys_of_a_page_are_keys_that_its_tab_has(title: str, window: MainWindow) -> None:
    window.visit_title(title)
    listed = [
        key
        for cells in rows(GUIDE / f"{title.lower()}.md", "## Keys")
        for key in written_as_keys(cells[0])
    ]
    assert len(listed) > 8
    assert set(listed) <= keys_there_are(window)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("title", ["Journal", "Backups", "Residents’ details"])
def test_the_keys_of_a_page_over_the_tabs_are_there_while_it_lies_there(
    title: str, window: MainWindow
) -> None:
    wanted = {title, f"{title}…"}
    next(one for _, one in lines(window) if without_mnemonic(one.text()) in wanted).trigger()
    assert window.in_front == title
    page = chapter(title)
    listed = {key for cells in rows(page, "## Keys") for key in written_as_keys(cells[0])}
    assert len(listed) > 2
    assert listed <= keys_there_are(window)
    window.over.leave()


def test_the_keys_that_every_page_has_are_on_every_page(window: MainWindow) -> None:
    found = rows(GUIDE / "index.md", "## What is the same on every page")
    listed = {key for cells in found for key in written_as_keys(cells[0])}
    for title in TITLES:
        window.visit_title(title)
        assert listed <= keys_there_are(window), title


def test_what_the_guide_says_of_menus_is_in_them(window: MainWindow) -> None:
    there: dict[str, set[str]] = {}
    for title in TITLES:
        window.visit_title(title)
        there[f"{title.lower()}.md"] = set().union(*map(menu_lines, every_view(window)))
    anywhere = set().union(*there.values())
    for page in PAGES:
        named = set(re.findall(r"\*\*(\w+ > [^*]+)\*\*", text(page).replace("\n", " ")))
        assert named <= there.get(page.name, anywhere), page.name


def test_every_section_of_the_return_is_named_on_its_page() -> None:
    found = rows(GUIDE / "return.md", "## What counts")
    assert [cells[0] for cells in found] == list(measures.SECTIONS.values())


CALLED = {
    "priorities": ("priority", "priorit"),
    "rounds": ("round", "round"),
    "consultations": ("consultation", "consultation"),
    "responses": ("response", "response"),
    "tasks": ("task", "task"),
    "crime_notes": ("crime figures", "crime figures"),
    "patrols": ("patrol", "patrol"),
    "planned_patrols": ("planned patrol", "planned patrol"),
    "meetings": ("meeting", "meeting"),
    "meeting_series": ("meeting that comes again", "meetings that come again"),
    "actions": ("action", "action"),
    "partners": ("organisation", "organisation"),
    "partner_people": ("person at an organisation", "people there"),
    "case_reviews": ("ASB case review", "ASB case review"),
    "events": ("event", "event"),
    "community_groups": ("group", "group"),
    "contacts": ("resident’s contact", "contact"),
    "appointments": ("appointment", "appointment"),
    "messages": ("message", "message"),
    "campaigns": ("campaign", "campaign"),
    "campaign_counts": ("count by hand", "counts by hand"),
    "members": ("person of the team", "the person ", "people "),
}
"""What a record of each table is called where it is joined, and how that begins among others."""


def test_whatever_is_joined_is_said_to_be() -> None:
    found = rows(GUIDE / "what-belongs-to-it.md", "## What is joined to what")
    said = {cells[0]: cells[1] for cells in found}
    assert set(said) == {called for called, *_ in CALLED.values()}
    for one in joined.JOINS:
        for this, that in ((one.lower, one.upper), (one.upper, one.lower)):
            record, words = CALLED[this][0], CALLED[that][1:]
            assert any(word in said[record] for word in words), (this, that)


def said_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command line says of itself."""
    with pytest.raises(SystemExit):
        main([*arguments, "--help"])
    return capsys.readouterr().out


def commands_said_by(capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    """Every command, and each verb of one that has several: `police-uk compare`."""
    named = r"^ {4}([a-z][\w-]*)(?: |$)"
    part = said_by(capsys).partition("  COMMAND\n")[2].partition("options:")[0]
    for command in re.findall(named, part, re.MULTILINE):
        verbs = said_by(capsys, command).partition("  VERB\n")[2].partition("options:")[0]
        found = re.findall(named, verbs, re.MULTILINE)
        yield from (f"{command} {verb}" for verb in found) if found else (command,)


def test_every_command_is_in_the_guide_with_its_options(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = GUIDE / "command-line.md"
    commands = list(commands_said_by(capsys))
    assert "demo" in commands
    assert "police-uk compare" in commands
    listed = [
        re.sub(r" (?:[A-Z-]).*", "", written_as_keys(cells[0])[0].removeprefix("snt-desk "))
        for cells in rows(page, "## The commands")
    ]
    assert listed == commands

    there = {
        (option, command)
        for command in commands
        for option in re.findall(
            r"^ {2}(--[a-z-]+)", said_by(capsys, *command.split()), re.MULTILINE
        )
    }
    explained = {
        (written_as_keys(option)[0].split()[0], command)
        for option, where, _ in rows(page, "## Their options")
        for command in where.split(", ")
    }
    assert explained == {one for one in there if one[0] != "--database"}


NAMED = frozenset({"Tab", "Enter", "Down", "Up", "Home"})


def test_the_key_presses_that_are_counted_are_those_that_are_written() -> None:
    """A named key or one with others held is one press, text is one for each letter."""
    jobs = list(rows(DOCS / "keys.md", "## Usual jobs by keys alone"))
    assert len(jobs) >= 5
    for job, keys, presses in jobs:
        pressed = written_as_keys(keys)
        one = [key in NAMED or key.startswith(("Ctrl+", "Alt+")) for key in pressed]
        counted = sum(1 if single else len(key) for single, key in zip(one, pressed, strict=True))
        assert counted == int(presses), job
