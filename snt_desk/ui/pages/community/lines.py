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
        return page.form is contact and contact.can_show

    def has_message() -> bool:
        return page.form is message

    def turn_only() -> None:
        bar.chips[bar.table].toggle()

    return (
        Command("&Go", "Its p&riority", page.go_to_priority, "Ctrl+Shift+P", page.has_priority),
        *(
            Command("&View", words, partial(page.show_list, table), under="&List")
            for table, words in _LISTS
        ),
        Command("&View", "Only &what is to do", turn_only, ticked=lambda: bar.only),
        Command("&Record", "Save and ne&w\tCtrl+Enter", page.save_and_new),
        Command("&Record", "Done", page.done, "Ctrl+Shift+D", page.can_be_done, says=done_words),
        Command("&Record", "Show detai&ls", contact.show_details, "Ctrl+D", can_show),
        Command("&Record", "Cop&y text", message.copy, "Ctrl+Shift+T", has_message, writes=False),
    )
