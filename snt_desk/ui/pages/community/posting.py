"""Saying where a message was posted: a form that stands in place of the message's, for now."""

from __future__ import annotations

from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.community.message_form import MessageForm
from snt_desk.ui.pages.community.post_form import PostForm
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.panels import Beside
from snt_desk.ui.parts import announce


class Posting:
    """Puts up the form of a post, writes it, and takes posts back."""

    def __init__(
        self, desk: Desk, records: Records, beside: Beside, message_form: MessageForm
    ) -> None:
        """`beside` has the pane in which the message is written."""
        self._desk, self._records = desk, records
        self._beside, self._messages = beside, message_form
        self.form = PostForm(records)
        self.under_way = False
        """Whether the form of a post is in front."""
        self.form.saved.connect(self.save)
        for end in (self.form.left, self.form.cleared):
            end.connect(self.give_up)
        message_form.take_back_asked.connect(self._take_back)
        beside.pane_shown.connect(self._pane_shown)

    def begin(self, ref: str) -> None:
        """Ask where that message was posted."""
        self.form.begin(ref, self._messages.called)
        self._beside.show_instead(self.form)
        self.under_way = True
        self.form.start()

    def save(self) -> None:
        """Write the post; what is missing is said beside its field."""
        try:
            if self.form.write():
                self.give_up()
                announce(self._beside, "Saved: the message was posted")
        except DeskError as error:
            failing.say_not_saved(self._desk, self.form.box, error)

    def give_up(self) -> None:
        """Go back to the message."""
        if self.under_way:
            self.under_way = False
            self._beside.shut_instead()
            self._messages.focus("text")

    def refresh(self) -> None:
        """Go back where the message is gone."""
        if self.under_way and not self._records.holds(self._messages.table, self.form.ref):
            self.give_up()

    def _pane_shown(self, _shown: bool) -> None:
        # F4 has shut it.
        if self.under_way and self.form.isHidden():
            self.under_way = False

    def _take_back(self, post: str) -> None:
        try:
            self._records.take_back(self._messages.opened, post)
        except DeskError as error:
            failing.say(self._desk, self._messages.box, error)
