"""What leaves the desk: noted in the journal, with who gets it, before it is there.

Files, copies of the data and rows on the clipboard alike. What cannot be noted does not leave.
"""

from __future__ import annotations

from snt_desk.db.store import Store
from snt_desk.errors import DeskError

OWN_COPY = "own copy"
"""Who gets it, where nothing else is said."""
COMMAND = "the Local Policing Command"
"""Who gets a return."""
CLIPBOARD = "the clipboard"
MANY = 10
"""So many rows on the clipboard are noted; fewer are a question over the table."""


def give(store: Store, label: str, recipient: str) -> None:
    """Note that something is about to leave the desk; DeskError where that cannot be noted.

    To be called when all is ready, and before the file stands under its name.
    """
    store.note(label, "disclosure", recipient=named(recipient))


def named(recipient: str) -> str:
    """Give a recipient as it is noted; raises DeskError where nobody is named."""
    found = " ".join(recipient.split())
    if not found:
        raise DeskError("Say who gets it", "The journal notes for whom data leaves the desk.")
    return found


def give_bad_rows(store: Store, name: str) -> None:
    """Note that rows which an import refused are about to be in a file of their own."""
    give(store, f"Save the problem rows: {name}", OWN_COPY)


def copy(store: Store, what: str, rows: int) -> None:
    """Note that rows of a table are about to be on the clipboard, if they are many."""
    if rows >= MANY:
        give(store, f"Copy {rows:,} rows: {what}", CLIPBOARD)
