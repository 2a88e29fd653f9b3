"""What the menus of every window offer, page or no page: one list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from snt_desk import __version__
from snt_desk.ui import publishing, tools
from snt_desk.ui.joining import Joining
from snt_desk.ui.page import Command, Deletes
from snt_desk.ui.tabs import digit
from snt_desk.ui.theme import TEXT_SIZES, Look

if TYPE_CHECKING:
    from snt_desk.ui.main_window import MainWindow
    from snt_desk.ui.menus import Menus
    from snt_desk.ui.page import Covering

LOOKS: tuple[tuple[Look, str], ...] = (
    ("light", "&Light"),
    ("dark", "&Dark"),
    ("contrast", "High &contrast"),
    ("system", "&Follow the system"),
)


def of_window(window: MainWindow) -> Iterator[Command]:
    """Every command of the window, in the order of the menus."""
    backing_up = window.cares.backing_up
    importing = window.importing
    yield Command("&File", "&Import…", importing.choose, "Ctrl+I", importing.possible, writes=True)
    yield Command(
        "&File", "&Back up now", backing_up.begin, "Ctrl+B", backing_up.possible, writes=True
    )
    yield from publishing.of_file(window)
    yield Command("&File", "Close SNT &Desk", window.close, "Ctrl+Q", at_end=True)
    yield from _of_edit(window)
    yield from _of_view(window)
    yield from _of_go(window)
    yield Command("&Record", "&New", window.doing.new, "Ctrl+N", of_tabs=True)
    yield Command("&Record", "&Save", window.doing.save, "Ctrl+S", of_tabs=True)
    line = ("&Quick add in one line", window.doing.add_in_a_line, "Ctrl+Shift+A")
    yield Command("&Record", *line, of_tabs=True)
    yield Command(
        "&Record",
        "&History",
        window.area.toggle_history,
        "Ctrl+H",
        ticked=window.area.has_history,
        of_tabs=True,
        writes=False,
    )
    yield from tools.of_tools(window)
    yield Command("&Tools", "&Residents’ details", window.cares.open_details)
    backups = window.over.opens(partial(_backups, window))
    yield Command("&Tools", "&Backups…", backups, ready=backing_up.has_file, writes=False)
    yield Command("&Tools", "&Encryption and lock", window.cares.locking.open)
    yield Command(
        "&File", "&Lock now", window.cares.locking.lock, "Ctrl+L", window.cares.locking.possible
    )
    yield Command("&Help", "&Help for this page", window.helping.open_guide, "F1")
    yield Command("&Help", "All &keys", window.helping.open_keys, "Ctrl+?; Ctrl+/")
    yield Command("&Help", "&About SNT Desk", lambda: _about(window))


def _of_edit(window: MainWindow) -> Iterator[Command]:
    # The keys shown after a tab belong to the list or field that has the focus.
    yield Command("&Edit", "&Copy\tCtrl+C", window.going.copy)
    importing = window.importing
    yield Command(
        "&Edit",
        "&Paste rows…\tCtrl+V",
        window.doing.paste_rows,
        ready=importing.possible,
        writes=True,
    )
    yield Command(
        "&Edit",
        "&Delete\tDel",
        window.doing.delete,
        ready=lambda: isinstance(window.page, Deletes),
        of_tabs=True,
        writes=True,
    )
    yield Command("&Edit", "&Filter", window.doing.go_to_filter, "Ctrl+F")


def _of_view(window: MainWindow) -> Iterator[Command]:
    for look, words in LOOKS:
        yield Command(
            "&View",
            words,
            partial(window.looks.use_look, look),
            ticked=partial(window.looks.has_look, look),
            under="&Look",
        )
    for percent in TEXT_SIZES:
        yield Command(
            "&View",
            f"{percent} %",
            partial(window.looks.use_text_size, percent),
            ticked=partial(window.looks.has_text_size, percent),
            under="&Text size",
        )
    yield Command(
        "&View", "L&arger text", partial(window.looks.step_text_size, 1), "Ctrl++; Ctrl+="
    )
    yield Command("&View", "&Smaller text", partial(window.looks.step_text_size, -1), "Ctrl+-")
    yield Command(
        "&View", "&Compact rows", window.looks.toggle_compact, ticked=window.looks.is_compact
    )
    yield Command("&View", "R&ead again", window.read_again, "F5")
    pane = ("&Pane beside the list", window.going.toggle_pane, "F4", window.going.has_pane)
    yield Command("&View", *pane, of_tabs=True)


def _of_go(window: MainWindow) -> Iterator[Command]:
    for at, title in enumerate(window.tabs.titles):
        words = f"&{digit(title)}  {title}"
        visit = partial(window.visit, at)
        yield Command("&Go", words, visit, f"Ctrl+{digit(title)}", of_tabs=True)
    back = ("Bac&k", window.trail.go_back, "Alt+Left", window.trail.can_go_back)
    yield Command("&Go", *back, of_tabs=True)
    joining = Joining(window.over, window.area.in_hand, window.status)
    yield Command("&Go", "What belongs to &it", joining.open, "F7")
    yield Command("&Go", "Next part of the &page", partial(window.going.go_to_part, 1), "F6")
    yield Command("&Go", "&Last part of the page", partial(window.going.go_to_part, -1), "Shift+F6")
    yield Command("&Go", "&Next problem or warning", partial(window.going.go_to_mark, 1), "F8")
    yield Command(
        "&Go", "Last pr&oblem or warning", partial(window.going.go_to_mark, -1), "Shift+F8"
    )


def fill_menus(menus: Menus, window: MainWindow) -> None:
    """Add the menus whose lines depend on what is there when they open."""
    menus.fill("&View", "Col&umns", window.going.fill_columns)
    menus.fill("&Tools", "&Who is at this desk", window.whose.fill)
    menus.fill("&Tools", "Team of this &desk", window.whose.fill_teams)


def _backups(window: MainWindow) -> Covering:
    # Loaded here: nothing of it is there at the first paint.
    from snt_desk.ui.pages.backups import BackupsPage

    return BackupsPage(window.cares.backing_up)


def _about(window: MainWindow) -> None:
    window.desk.ask.tell(f"SNT Desk {__version__}", window.header.file)
