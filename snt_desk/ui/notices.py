"""What has to be known of the data while one works with it: in lines below the tabs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

if TYPE_CHECKING:
    from snt_desk.ui.panels import Box


@dataclass(frozen=True)
class Notice:
    """A sentence, what it means, and what can be done about it, if anything can."""

    title: str
    text: str = ""
    action: str = ""
    do: Callable[[], object] | None = None
    tone: str = "warn"


class Notices(QFrame):
    """Stands below the tabs and takes no room until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._boxes: list[Box] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(8)
        self.hide()

    def say(self, notice: Notice) -> None:
        """Say one thing more; it stays until the data is closed, or what went well is shut."""
        # Loaded here: the frame is painted before there is anything to say.
        from snt_desk.ui.panels import Box

        box = Box(notice.tone)
        self._column.addWidget(box)
        done = notice.tone == "ok" and notice.do is None
        box.say(notice.title, notice.text, "Close" if done else notice.action)
        if done:
            box.pressed.connect(partial(self._shut, box))
        elif notice.do is not None:
            box.pressed.connect(notice.do)
        self._boxes.append(box)
        self.show()

    def _shut(self, box: Box) -> None:
        self._boxes.remove(box)
        box.hide()
        self.setVisible(bool(self._boxes))

    @property
    def words(self) -> list[str]:
        """What is said now."""
        return [one.words for one in self._boxes]
