"""What the page says of encryption, password and lock."""

from __future__ import annotations

from snt_desk.services.encryption import State

OFF = (
    "The data file is not encrypted",
    "Whoever gets a copy can read it: on a stick, in an e-mail, from a lost laptop.",
)
ON = (
    "The data file is encrypted",
    "So are the backups made since. Keep its recovery code: nothing else can replace it.",
)
KEYS_LOST = (
    "The keys beside your data file are lost",
    "Make a new recovery code before you close SNT Desk: without it nothing opens the file.",
)
OLDER = "Copies made before can still be read: Tools > Encryption and lock names them."
REKEYED = "The data file has a new key"
PLAIN = "The data file is no longer encrypted"
FORCED = "Your force wants this data file to be encrypted."
ESCROW = "Your force can find out the recovery code."
NO_PASSWORD = (
    "No password is set",
    "This computer opens the file for whoever is signed in.",
)
PASSWORD = ("A password is set", "It is asked at the start, and when the window was locked.")
NEEDS = ("No password is set", "A password needs encryption: encrypt the file first.")
SERVER = (
    "The data is on a server",
    "Whoever keeps the server decides how it is kept. The window can be locked here.",
)
HIDES = "Without encryption the lock only hides the window: anybody here can open it again."
SIGNED_IN = "Without a password, whoever is signed in to this computer can open it again."
ASKS = "To open it again the password is asked, or the recovery code."
CODE = (
    "Write this code down, or save it as text and print it. Keep it away from this computer:"
    " in the sergeant's safe, say. It is shown this once."
)
LOST = "If password and code are both lost, nobody can read the data any more. Not IT either."
TYPED = "Type the code back from your paper. It is checked before anything is written."
BEFORE = (
    "A backup is made first. Copies and backups made before stay as they are: this page names"
    " those in the backup folder afterwards."
)
NEW_KEY = (
    "The file is written anew with another key. Backups made before still open with the code"
    " that you have now: keep that too."
)
STAYS = "Backups made before still open with the password and code that they had."
DISK = (
    "They are overwritten before they go. A modern disk may keep traces that no program can"
    " reach: BitLocker covers those."
)


def lock_words(state: State) -> str:
    """Say what the lock is worth, as the file is kept."""
    if not state.encrypted:
        return HIDES
    return ASKS if state.password or not state.key_store else SIGNED_IN
