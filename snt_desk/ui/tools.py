"""The pages that lie over the tabs, as lines of the Tools menu; each is made when first wanted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from snt_desk.ui.page import Command

if TYPE_CHECKING:
    from snt_desk.ui.main_window import MainWindow
    from snt_desk.ui.pages.journal import JournalPage


def of_tools(window: MainWindow) -> Iterator[Command]:
    """Give the lines, in their order."""

    @cache
    def journal() -> JournalPage:
        # Loaded here: nothing lies over the tabs before the first paint.
        from snt_desk.ui.pages.journal import JournalPage

        return JournalPage(window.header.where)

    def show_entries() -> None:
        if window.over.open(journal()):
            journal().show_entries()

    def show_deleted() -> None:
        if window.over.open(journal()):
            journal().show_deleted()

    ready = window.importing.possible
    yield Command("&Tools", "&Journal", show_entries, "Ctrl+J", ready)
    tell = window.cares.of_records.tell_of_round
    yield Command("&Tools", "&You said, we did", tell, ready=ready)
    yield Command("&Tools", "De&leted records", show_deleted, ready=ready)
