"""What stands in place of a form for now: where a message was posted, what an event brought up."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from snt_desk.domain.community import EVENTS, MESSAGES
from snt_desk.errors import DeskError
from snt_desk.ui import failing, kept_form
from snt_desk.ui.desk import Desk
from snt_desk.ui.forms_beside import FormsBeside
from snt_desk.ui.later import later
from snt_desk.ui.page import Target
from snt_desk.ui.pages.community.aside import Aside, AsideForm
from snt_desk.ui.pages.community.event_form import EventForm
from snt_desk.ui.pages.community.message_form import MessageForm
from snt_desk.ui.pages.community.post_form import PostForm
from snt_desk.ui.pages.community.raised_form import RaisedForm
from snt_desk.ui.pages.community.records import Records
from snt_desk.ui.unsaved import Draft, UnsavedForms

POST, RAISED = "post", "point raised"
"""Under these names it is kept what is typed there."""


class Asides:
    """The small forms of the tab, made when first wanted; what else is done below its forms."""

    def __init__(self, desk: Desk, records: Records, beside: FormsBeside) -> None:
        """`beside` has the forms of the records, in whose place they stand."""
        self._desk, self._records, self._beside = desk, records, beside
        self._made: dict[str, Aside[Any]] = {}
        none_yet: dict[str, AsideForm[Any]] = {}
        self.unsaved = UnsavedForms(desk, none_yet, self._bring)

    def take_event(self, form: EventForm) -> None:
        """Do what is asked for below the form of an event."""
        form.raise_asked.connect(self.raise_)
        form.wanted.connect(self._go_to_response)

    def take_message(self, form: MessageForm) -> None:
        """Do what is asked for below the form of a message."""
        form.take_back_asked.connect(self._take_back)
        form.post_asked.connect(self.post)
        form.change_post_asked.connect(self._change_post)

    @cached_property
    def posting(self) -> Aside[PostForm]:
        """Where a message was posted."""
        main = self._beside.form_of(MESSAGES, MessageForm)
        made = Aside(self._desk, self._beside.widget, main, PostForm(self._records), "text")
        self._take(POST, made)
        return made

    @cached_property
    def raising(self) -> Aside[RaisedForm]:
        """What residents raised at an event."""
        main = self._beside.form_of(EVENTS, EventForm)
        made = Aside(self._desk, self._beside.widget, main, RaisedForm(self._records), "title")
        self._take(RAISED, made)
        return made

    def _take(self, name: str, made: Aside[Any]) -> None:
        self._made[name] = made
        self.unsaved.add(name, made.form)

    @property
    def post_form(self) -> PostForm:
        """The form of a post."""
        return self.posting.form

    @property
    def raised_form(self) -> RaisedForm:
        """The form of what was raised."""
        return self.raising.form

    def post(self) -> None:
        """Begin to say where and when the message in hand was posted."""
        if self._is_ready():
            self.post_form.aim(self._beside.form_of(MESSAGES, MessageForm).next_channel)
            self.posting.begin()

    def _change_post(self, ref: str) -> None:
        """Begin to say what is known now of a post: how many it reached."""
        form = self._beside.form_of(MESSAGES, MessageForm)
        post = next(
            (one for one in self._records.messages.posts(form.opened) if one.ref == ref), None
        )
        if post is not None and self._is_ready():
            self.post_form.aim("", post)
            self.posting.begin()

    def raise_(self) -> None:
        """Begin to write down what residents raised at the event in hand."""
        if self._is_ready():
            self.raising.begin()

    def _is_ready(self) -> bool:
        """Open the pane with what is in hand; False where something typed is in the way."""
        return self._beside.show_in_hand() and self._beside.may_leave()

    def save(self) -> bool:
        """Save what is in front; False if nothing is."""
        found = [one for one in self._made.values() if one.under_way]
        for one in found:
            one.save()
        return bool(found)

    def pass_by(self, hand: tuple[str, str] | None) -> None:
        """Go where another record is in hand and nothing is typed."""
        for one in self._made.values():
            one.pass_by(hand)

    def refresh(self) -> None:
        """Go back where the record is gone."""
        for one in self._made.values():
            one.refresh()

    # --- What is typed and not saved ----------------------------------------------------------

    def offer(self) -> None:
        """Show for the first time what was kept, with its record beside, if that is there."""
        kept = self._desk.store.drafts
        for name, made in ((POST, lambda: self.posting), (RAISED, lambda: self.raising)):
            if name not in kept:
                continue
            aside: Aside[Any] = made()
            waiting = self.unsaved.first_of(aside.form)
            if waiting and self._beside.take(aside.table, waiting.opened):
                later(self._beside.widget, partial(aside.offer, waiting.opened))
                return

    def _bring(self, form: AsideForm[Any], draft: Draft) -> None:
        aside = next(one for one in self._made.values() if one.form is form)
        self._beside.take(aside.table, draft.opened)
        aside.bring(draft.opened, draft.typed)

    def leave(self, here: Target) -> bool:
        """Ask about what was typed and not saved; False if the window is to stay."""
        for name, one in self._made.items():
            if not kept_form.leave(self._desk, one.form, here, name, one.save):
                return False
        self.unsaved.drop()
        return True

    def _take_back(self, post: str) -> None:
        form = self._beside.form_of(MESSAGES, MessageForm)
        try:
            self._records.messages.take_back(form.opened, post)
        except DeskError as error:
            failing.say(self._desk, form.box, error)
            return
        if form.posts.isHidden():
            # There is nothing to go to any more where it was.
            form.post_button.setFocus()

    def _go_to_response(self, ref: str) -> None:
        self._desk.go(Target("Priorities", "responses", ref))
