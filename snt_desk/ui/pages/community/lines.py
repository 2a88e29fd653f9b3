"""The lines of the menus that are there while the tab is in front."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from snt_desk.domain.community import CONTACTS, EVENTS, MESSAGES
from snt_desk.domain.reach import GROUPS
from snt_desk.ui.page import Command
from snt_desk.ui.pages.community.kinds import KINDS

if TYPE_CHECKING:
    from snt_desk.ui.pages.community.page import CommunityPage


def of_page(page: CommunityPage) -> Sequence[Command]:
    """Give them, in the order of their menus."""
    bar, beside = page.bar, page.beside

    def is_front(table: str) -> bool:
        return page.form.table == table

    def is_in_hand(table: str) -> bool:
        return (page.in_hand() or ("",))[0] == table

    def done_words() -> str:
        return "Pos&ted…" if bar.table == MESSAGES else "&Answered now"

    def can_show() -> bool:
        shown = is_front(CONTACTS) and page.in_hand() == (CONTACTS, page.form.opened)
        return page.contact_form.can_show if shown else is_in_hand(CONTACTS)

    def show_details() -> None:
        if beside.show_in_hand():
            page.contact_form.show_details()

    def has_text() -> bool:
        return is_front(MESSAGES) or is_in_hand(MESSAGES)

    def copy_text() -> None:
        if is_front(MESSAGES) or beside.show_in_hand():
            page.message_form.copy()

    has_event = partial(is_in_hand, EVENTS)
    return (
        Command("&Go", "Its p&riority", page.go_to_priority, "Ctrl+Shift+P", page.has_priority),
        *(
            Command("&View", one.word, partial(beside.show_list, one.table), under="L&ist")
            for one in KINDS
        ),
        Command("&View", "Wards and &groups", page.show_reach, "Ctrl+Shift+V"),
        Command("&View", "Calendar of &messages", page.show_calendar, "Ctrl+Shift+Q"),
        Command("&View", "Only &what is to do", bar.turn_only, ticked=lambda: bar.only),
        Command("&Record", "New &group", partial(beside.begin, GROUPS), "Ctrl+Shift+Y"),
        Command("&Record", "New appoint&ment", page.agree, "Ctrl+T"),
        Command("&Record", "Save and ne&w\tCtrl+Enter", beside.save_and_new),
        Command("&Record", "Done", page.done, "Ctrl+Shift+D", page.can_be_done, says=done_words),
        *page.answering.commands(),
        Command("&Record", "Add what was &raised…", page.asides.raise_, ready=has_event),
        Command("&Record", "Show detai&ls", show_details, "Ctrl+D", can_show),
        Command("&Record", "Cop&y text", copy_text, "Ctrl+Shift+T", has_text, writes=False),
    )
