"""What is said of each thing that can be the matter with the data, and which ways out there are.

First what happened, then whether one's work is safe; the ways out say what to do now. Plain
values, a line for each kind: the screen shows them and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from snt_desk.db.faults import DAMAGED, UNTOUCHED, Kind, Trouble
from snt_desk.errors import DeskError


class Way(StrEnum):
    """A way out that the screen offers, as a card."""

    RESTORE = "restore"
    """Go back to the newest good backup."""
    OLDER = "older"
    """Choose an older one."""
    LOOK = "look"
    """Look, but change nothing."""
    OTHER = "other"
    """Open another file."""
    HELP = "help"
    """Save details for IT."""


@dataclass(frozen=True)
class Words:
    """What the screen says: its title, what happened, what of one's work; and what it offers.

    Where `facts` are told, what happened is followed by what is known of this file alone (who
    has it, where the copy is), in place of `safe`.
    """

    title: str
    happened: str
    safe: str
    ways: tuple[Way, ...]
    facts: bool = False
    look: str = ""
    """What looking shows, where it can be offered."""


_BACKUPS = (Way.RESTORE, Way.OLDER)
_ELSEWHERE = (*_BACKUPS, Way.OTHER, Way.HELP)
_STAYS = "The file is kept, whatever you choose."
_ALL = "Shows all records. Nothing can be saved meanwhile."
_SALVAGE = "Opens what can still be read. Good for copying a telephone number now."

OF: Mapping[Kind, Words] = {
    Kind.MISSING: Words(
        "Your data file is not there",
        "The file is not where it was. SNT Desk has made no new one.",
        "It may have been moved or renamed, or its drive is not connected.",
        _ELSEWHERE,
    ),
    Kind.EMPTY: Words(
        "Your data file is empty",
        f"The file is there, with nothing in it. {UNTOUCHED}",
        f"A power cut or a synchronising program can leave that behind. {_STAYS}",
        _ELSEWHERE,
    ),
    Kind.DAMAGED: Words(
        "Your data file cannot be read",
        f"Part of the file is damaged. {UNTOUCHED}",
        f"SNT Desk will not open it until you choose. {_STAYS.replace('The', 'The damaged', 1)}",
        (*_BACKUPS, Way.LOOK, Way.HELP),
        look=_SALVAGE,
    ),
    Kind.FOREIGN: Words(
        "This is not an SNT Desk file",
        "Another program made this file. It was left as it is.",
        "Was your data in its place? Go back to a backup, or choose the right file.",
        (Way.OTHER, *_BACKUPS, Way.HELP),
    ),
    Kind.STRANGE: Words(
        "This file was not made by SNT Desk alone",
        "Somebody or something has built into the file. It is not opened.",
        "",
        _ELSEWHERE,
        facts=True,
    ),
    Kind.NEWER: Words(
        "This file is from a newer SNT Desk",
        "Your work is safe. This older program cannot show it.",
        "",
        (Way.OTHER, Way.OLDER, Way.HELP),
        facts=True,
    ),
    Kind.OLDER: Words(
        "This file is from an older SNT Desk",
        "Your work is safe. Looking only cannot bring the file up to date.",
        "Close it where it is open, and open it here once to change it.",
        (Way.OTHER, Way.HELP),
    ),
    Kind.IN_USE: Words(
        "Your data file is in use",
        "Your work is safe. Only one desk at a time can change it.",
        "",
        (Way.LOOK, Way.OTHER, Way.HELP),
        facts=True,
        look=_ALL,
    ),
    Kind.BUSY: Words(
        "Another program is using your data file",
        "Your work is safe. The file cannot be opened at this moment.",
        "Close the other program, and try again.",
        (Way.LOOK, Way.OTHER, Way.HELP),
        look=_ALL,
    ),
    Kind.READ_ONLY: Words(
        "Your data file can only be read",
        "Your work is safe. The file or its folder is protected against changes.",
        "Take off the protection and try again, or look at it as it is.",
        (Way.LOOK, Way.OTHER, Way.HELP),
        look=_ALL,
    ),
    Kind.FORBIDDEN: Words(
        "Your data file may not be opened",
        f"Your account has no right to read the file. {UNTOUCHED}",
        "IT can give you the right. Then try again.",
        (Way.HELP, Way.OTHER),
    ),
    Kind.FULL: Words(
        "The disk is full",
        f"There is no room to open the file in. {UNTOUCHED}",
        "Free some space, and try again.",
        (Way.LOOK, Way.HELP),
        look=_ALL,
    ),
    Kind.FAILING: Words(
        "The disk has a problem",
        f"The disk does not do what it is told. {UNTOUCHED}",
        "Tell IT today: the disk may be failing. Look at your records meanwhile.",
        (Way.HELP, Way.LOOK, *_BACKUPS, Way.OTHER),
        look=_SALVAGE,
    ),
    Kind.GONE: Words(
        "Your data file cannot be reached",
        f"Its folder or its drive does not answer. {UNTOUCHED}",
        "Connect the drive or look for the folder, and try again.",
        (Way.OTHER, *_BACKUPS, Way.HELP),
    ),
    Kind.LOCKED: Words(
        "That key does not open this file",
        "The file is encrypted, and sound as far as can be seen from outside.",
        "Try again with the password, or with the recovery code.",
        (Way.OTHER, *_BACKUPS, Way.HELP),
    ),
    Kind.NOT_UPGRADED: Words(
        "The update could not finish",
        "Update could not finish; your data is unchanged.",
        "",
        (Way.HELP, *_BACKUPS, Way.OTHER),
        facts=True,
    ),
}
"""The words for each kind; there is none without."""


def words_for(error: DeskError) -> Words:
    """Give the words for what is the matter; what has no kind says it itself.

    So does damage that was found by looking through a file that can be read.
    """
    if not isinstance(error, Trouble):
        return Words(error.title, UNTOUCHED, error.detail, (Way.OTHER, Way.HELP))
    said = OF[error.kind]
    found = error.kind is Kind.DAMAGED and error.title != DAMAGED.title
    if not (said.facts or found):
        return said
    return Words(
        error.title if found else said.title, said.happened, error.detail, said.ways, look=said.look
    )
