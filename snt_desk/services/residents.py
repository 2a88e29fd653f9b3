"""Residents' details: whoever looks at them is noted, before they are shown.

Details are what `contacts` holds of a member of the public: name, way of contact, access
needs. Those of partners are how an organisation is reached, and are no resident's.
"""

from __future__ import annotations

from snt_desk.db.store import Store

TABLE = "contacts"


def seen(store: Store, ref: str, *, label: str = "Look at a resident’s details") -> None:
    """Note a look at the details of one resident; DeskError where that cannot be noted.

    Then they must not be shown.
    """
    store.note(label, "consultation", subject=f"{TABLE}/{ref}")


class Visit:
    """One visit to a page that shows residents: each of them is noted once, however often seen."""

    def __init__(self, store: Store, label: str = "Look at a resident’s details") -> None:
        """Begin a visit; `label` says where the details are seen."""
        self._store = store
        self._label = label
        self._seen: set[str] = set()

    def see(self, ref: str) -> None:
        """Note a look at a resident's details, the first time; DeskError where it cannot be."""
        if ref not in self._seen:
            seen(self._store, ref, label=self._label)
            self._seen.add(ref)

    def end(self) -> None:
        """The page is left: who comes back looks anew."""
        self._seen.clear()
