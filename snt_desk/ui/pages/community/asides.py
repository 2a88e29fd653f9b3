"""What stands in place of a form for now: where a message was posted, what an event brought up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.page import Target
from snt_desk.ui.pages.community.aside import Aside
from snt_desk.ui.pages.community.event_form import EventForm
from snt_desk.ui.pages.community.message_form import MessageForm
from snt_desk.ui.pages.community.post_form import PostForm
from snt_desk.ui.pages.community.raised_form import RaisedForm
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.panels import Beside


class Asides:
    """The small forms of the tab, and what else is done below its forms."""

    def __init__(
        self,
        desk: Desk,
        records: Records,
        beside: Beside,
        forms: tuple[EventForm, MessageForm],
        ready: Callable[[], bool],
    ) -> None:
        """`beside` has the pane in which the forms of the records are.

        `ready` opens it with what is in hand; False where something typed is in the way.
        """
        self._desk, self._records, self._ready = desk, records, ready
        event_form, self._message_form = forms
        self.post_form, self.raised_form = PostForm(records), RaisedForm(records)
        aside = partial(Aside, desk, beside)
        self.posting = aside(self._message_form, self.post_form, "text")
        self.raising = aside(event_form, self.raised_form, "title")
        self._message_form.take_back_asked.connect(self._take_back)
        self._message_form.post_asked.connect(self.post)
        event_form.raise_asked.connect(self.raise_)
        event_form.wanted.connect(self._go_to_response)

    def post(self) -> None:
        """Begin to say where and when the message in hand was posted."""
        if self._ready():
            self.posting.begin()

    def raise_(self) -> None:
        """Begin to write down what residents raised at the event in hand."""
        if self._ready():
            self.raising.begin()

    def save(self) -> bool:
        """Save what is in front; False if nothing is."""
        found = [one for one in (self.posting, self.raising) if one.under_way]
        for one in found:
            one.save()
        return bool(found)

    def refresh(self) -> None:
        """Go back where the record is gone."""
        for one in (self.posting, self.raising):
            one.refresh()

    def _take_back(self, post: str) -> None:
        form = self._message_form
        try:
            self._records.take_back(form.opened, post)
        except DeskError as error:
            failing.say(self._desk, form.box, error)

    def _go_to_response(self, ref: str) -> None:
        self._desk.go(Target("Priorities", "responses", ref))
