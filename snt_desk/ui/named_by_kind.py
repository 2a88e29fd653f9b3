"""The title of something that is most often called what it is: a stall, a panel."""

from __future__ import annotations

from collections.abc import Sequence

from snt_desk.ui.fields import Choice, LineField
from snt_desk.ui.record_form import text_of


class NamedByKind:
    """Lets the title follow the kind until another is typed over it."""

    def __init__(self, kind: Choice, title: LineField) -> None:
        self._kind, self._title = kind, title
        self._words: dict[str, str] = {}
        self._prefilled = ""

    def begin(self, kinds: Sequence[tuple[str, str]]) -> None:
        """Offer these kinds, codes with their words, for another record."""
        self._words, self._prefilled = dict(kinds), ""
        self._kind.show_choices(kinds)

    def follow(self) -> None:
        """Another kind was chosen."""
        if self._title.value in {"", self._prefilled}:
            self._prefilled = self._words.get(text_of(self._kind) or "", "")
            if self._title.value != self._prefilled:
                self._title.set_value(self._prefilled)
