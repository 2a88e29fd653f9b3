"""What was in the way of another patrol: offered above the form, the last one first."""

from __future__ import annotations

from collections.abc import Sequence

from snt_desk.ui.pages.patrols.asides import Aside
from snt_desk.ui.panels import Box


class PutAside(Box):
    """Nothing typed is ever lost: it waits here until it is brought back or forgotten."""

    def __init__(self) -> None:
        """Hidden while nothing waits."""
        super().__init__("info")
        self.all: tuple[Aside, ...] = ()
        """What waits, the first to come back at the end."""

    def put(self, one: Aside) -> None:
        """Put this aside; it comes back first."""
        self._keep((*self.all, one))

    def take(self, instead: Aside | None) -> Aside:
        """Give back what comes first; what stood there instead comes last, each in its turn."""
        *others, first = self.all
        self._keep((*([] if instead is None else [instead]), *others))
        return first

    def bring(self, kept: Sequence[Aside]) -> None:
        """Offer what was typed when the program last ended, after all that waits."""
        self._keep((*kept, *self.all))

    def forget(self) -> None:
        """Let all of it go."""
        self._keep(())

    def _keep(self, asides: tuple[Aside, ...]) -> None:
        self.all = asides
        if asides:
            self.say("Not saved yet", asides[-1].words, "Bring it back")
        else:
            self.hide()
