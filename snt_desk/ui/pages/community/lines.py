"""The lines of the menus that are there while the tab is in front."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from snt_desk.domain.community import CONTACTS, EVENTS, MESSAGES
from snt_desk.ui.page import Command

if TYPE_CHECKING:
    from snt_desk.ui.pages.community.page import CommunityPage

_LISTS = ((EVENTS, "&Events"), (CONTACTS, "&Residents"), (MESSAGES, "&Messages"))


def of_page(page: CommunityPage) -> Sequence[Command]:
    """Give them, in the order of their menus."""
    bar, contact, message = page.bar, page.contact_form, page.message_form

    def done_words() -> str:
        return "&Posted…" if bar.table == MESSAGES else "&Answered now"

    def can_show() -> bool:
        held = page.in_hand()
        shown = page.form is contact and held == (CONTACTS, contact.opened)
        return contact.can_show if shown else held is not None and held[0] == CONTACTS

    def show_details() -> None:
        if page.show_in_hand():
            contact.show_details()

    def has_text() -> bool:
        return page.form is message or (page.in_hand() or ("",))[0] == MESSAGES

    def copy_text() -> None:
        if page.form is message or page.show_in_hand():
            message.copy()

    def has_event() -> bool:
        return (page.in_hand() or ("",))[0] == EVENTS

    def turn_only() -> None:
        bar.chips[bar.table].toggle()

    return (
        Command("&Go", "Its p&riority", page.go_to_priority, "Ctrl+Shift+P", page.has_priority),
        *(
            Command("&View", words, partial(page.show_list, table), under="L&ist")
            for table, words in _LISTS
        ),
        Command("&View", "Only &what is to do", turn_only, ticked=lambda: bar.only),
        Command("&Record", "Save and ne&w\tCtrl+Enter", page.save_and_new),
        Command("&Record", "Done", page.done, "Ctrl+Shift+D", page.can_be_done, says=done_words),
        Command("&Record", "Add what was &raised…", page.asides.raise_, ready=has_event),
        Command("&Record", "Show detai&ls", show_details, "Ctrl+D", can_show),
        Command("&Record", "Cop&y text", copy_text, "Ctrl+Shift+T", has_text, writes=False),
    )
