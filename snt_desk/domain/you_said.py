"""*You said, we did*: the draft of what residents are told, from what the records say.

In the plain style of messages to neighbours: short sentences, no jargon, what you said, what we
did, what came of it. Nothing is invented: what has no record is not claimed, and where nothing
was done that is said. Whatever residents could be recognised by is `a few` under five.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from snt_desk.domain import clock, periods, priorities, spoken
from snt_desk.domain import you_said_words as words
from snt_desk.domain.public_facts import PriorityFacts, Source, ToCome, Told

TITLE: Final = "You said, we did"
NOTHING: Final = "nothing in this time that we have a record of."
"""What we did, where the records know of nothing."""
SHORT: Final = 280
"""So many letters a short text has at most: what the shortest channel takes."""


@dataclass(frozen=True)
class Sentence:
    """One sentence, and the records that it was made from."""

    text: str
    sources: tuple[Source, ...] = ()


Paragraph = tuple[Sentence, ...]


@dataclass(frozen=True)
class Text:
    """A drafted text: paragraphs in sections, the first line of each its heading.

    `key` is the ref of the priority that it is the short text of; empty for the whole.
    """

    key: str
    title: str
    sections: tuple[tuple[Paragraph, ...], ...]

    @property
    def text(self) -> str:
        """The text as it is edited and sent: a line to a paragraph, an empty one between."""
        return "\n\n".join("\n".join(map(_line, section)) for section in self.sections)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All that were made from records, in their order."""
        every = (one for section in self.sections for paragraph in section for one in paragraph)
        return tuple(one for one in every if one.sources)


def _line(paragraph: Paragraph) -> str:
    return " ".join(one.text for one in paragraph)


# --- A round ----------------------------------------------------------------------------------


def of_round(told: Told) -> tuple[Text, ...]:
    """Draft the whole text of a round, and one short text for each of its priorities."""
    head = (
        (Sentence(TITLE),),
        (Sentence(f"{told.team}, {spoken.stretch(told.time.first, told.time.last)}"),),
    )
    sections = [
        head,
        *([] if told.unmarked and not told.priorities else [(_opening(told),)]),
        *(_of_priority(one, told) for one in told.priorities),
        *_coming(told),
        _more(told),
    ]
    whole = Text("", TITLE, tuple(sections))
    return (whole, *(_short(one, told) for one in told.priorities))


def of_priority(told: Told) -> tuple[Text, ...]:
    """Draft an update on the one priority that is told of, and its short text.

    Where residents have waited for news, it says since when.
    """
    (one,) = told.priorities
    head = (
        (Sentence(f"{one.title}: where we are"),),
        (Sentence(f"{told.team}, {spoken.day_of_year(told.on)}"),),
    )
    record = _record(one)
    last: list[Sentence] = [*_came(one, told)]
    if one.closed is None and one.adopted is not None:
        until = spoken.day_of_year(priorities.due(told.on))
        last.append(Sentence(f"We will tell you more by {until}.", (record,)))
    body = [_said(one), *_did(one, told), tuple(last)]
    sections = (head, tuple(part for part in body if part), _more(told))
    return (Text("", f"{one.title}: where we are", sections), _short(one, told))


def _opening(told: Told) -> Paragraph:
    if not told.priorities:
        said = Sentence("We had no priorities in this time.", _round(told))
        return (said,)
    made = [Sentence("You told us what matters to you where you live.", _round(told))]
    if told.asked is not None:
        made = [Sentence("You told us what to put first when we asked you.", (told.asked,))]
    made.append(Sentence("This is what we did about it."))
    return tuple(made)


def _round(told: Told) -> tuple[Source, ...]:
    days = spoken.stretch(told.time.first, told.time.last)
    return (Source("rounds", told.ref, f"Round of {days}"),)


def _of_priority(one: PriorityFacts, told: Told) -> tuple[Paragraph, ...]:
    paragraphs = ((Sentence(one.title),), _said(one), *_did(one, told), _led(one, told))
    return tuple(part for part in paragraphs if part)


def _record(one: PriorityFacts) -> Source:
    return Source("priorities", one.ref, one.title)


# --- What you said ----------------------------------------------------------------------------


def _said(one: PriorityFacts) -> Paragraph:
    made: list[Sentence] = []
    if one.issue:
        made.append(Sentence(spoken.sentence(one.issue), (_record(one),)))
    if one.feedback:
        many = spoken.guarded(one.feedback)
        begins = f"This came from {many} of you" if one.issue else f"{many} of you named this"
        made.append(Sentence(f"{begins}{_by_channel(one)}.", (_responses(one),)))
    if not made and one.adopted is not None:
        day = spoken.day_of_year(one.adopted)
        return (Sentence(f"We made this a priority on {day}.", (_record(one),)),)
    return _called("You said", made)


def _responses(one: PriorityFacts) -> Source:
    number = f"{one.feedback:,} {'resident' if one.feedback == 1 else 'residents'} said so"
    return Source("responses", "", number, (("priority", one.ref),))


def _by_channel(one: PriorityFacts) -> str:
    """By what ways. A small part is not told beside the whole: it could be worked out."""
    ways = [(words.channel(part.code, part.label), part.number) for part in one.said]
    if len(ways) > 1 and all(number >= spoken.FEWEST for _, number in ways):
        parts = spoken.listed([f"{spoken.number(number)} {way}" for way, number in ways])
        return f": {parts}"
    return f", {spoken.listed([way for way, _ in ways])}"


# --- What we did ------------------------------------------------------------------------------


def _did(one: PriorityFacts, told: Told) -> Iterator[Paragraph]:
    counted = [*_patrolled(one, told), *_met(one), *_outcomes(one, told)]
    made = [*_written(one, told, counted), *counted]
    if not made:
        made = [Sentence(NOTHING, (_record(one),))]
    yield _called("We did", [*made, *_announced(one, told)])


def _written(one: PriorityFacts, told: Told, counted: Sequence[Sentence]) -> Iterator[Sentence]:
    """What the public reads of it, but for what an earlier draft counted: it is counted anew."""
    # What was told on the first day was of the time before it.
    if one.action and (one.told is None or one.told > told.time.first):
        own = words.without_counts(one.action, [each.text for each in counted])
        if own:
            yield Sentence(spoken.sentence(own), (_record(one),))


def _patrolled(one: PriorityFacts, told: Told) -> Iterator[Sentence]:
    work = one.work
    if not work.patrols:
        return
    source = _patrols(one, told)
    modes = [(words.mode(code), minutes) for code, minutes in work.modes]
    spent = spoken.hours(work.minutes)
    patrols = spoken.counted(work.patrols, "patrol")
    if not modes:
        # With nobody but volunteers or partners.
        text = f"We went on {patrols} for it."
    elif len(modes) == 1:
        text = f"Our officers spent {spent} on it {modes[0][0]}, on {patrols}."
    else:
        each = spoken.hours_of([minutes for _, minutes in modes])
        parts = spoken.listed(
            [f"{said} {mode}" for (mode, _), said in zip(modes, each, strict=True)]
        )
        text = f"Our officers spent {spent} on it, on {patrols}: {parts}."
    yield Sentence(text, (source,))


def _patrols(one: PriorityFacts, told: Told) -> Source:
    number = one.work.patrols
    said = f"{number:,} {'patrol' if number == 1 else 'patrols'}"
    days = periods.written(told.time.first, told.time.last)
    return Source("patrols", "", said, (("priority", one.ref), ("days", days)))


def _outcomes(one: PriorityFacts, told: Told) -> Iterator[Sentence]:
    if led := words.outcomes(one.work.outcomes):
        sources = (_patrols(one, told),) if one.work.patrols else _of("events", one.work.events)
        yield Sentence(f"This work led to {spoken.listed(led)}.", sources)


def _met(one: PriorityFacts) -> Iterator[Sentence]:
    work = one.work
    if work.events:
        came = sum(event.attendance or 0 for event in work.events)
        text = f"We held {spoken.counted(len(work.events), 'event')} about it"
        text += f", and {spoken.guarded(came)} of you came." if came else "."
        yield Sentence(text, _of("events", work.events))
    if work.meetings:
        text = f"We met about it {spoken.times(len(work.meetings))}."
        yield Sentence(text, _of("meetings", work.meetings))
    if work.partners:
        names = [words.partner(each.name, each.kind) for each in work.partners]
        sources = tuple(Source("partners", each.ref, each.name) for each in work.partners)
        yield Sentence(
            f"We worked on it with {spoken.listed(list(dict.fromkeys(names)))}.", sources
        )
    yield from _kept(one)


def _kept(one: PriorityFacts) -> Iterator[Sentence]:
    actions = one.work.actions
    if not actions:
        return
    done = sum(each.done for each in actions)
    agreed = spoken.counted(len(actions), "action")
    if done == len(actions):
        text = f"We agreed {agreed}, and {'it is' if done == 1 else 'all are'} done."
    elif done:
        verb = "is" if done == 1 else "are"
        text = f"We agreed {agreed}. {spoken.number(done).capitalize()} of them {verb} done."
    else:
        text = f"We agreed {agreed}, still to be done."
    yield Sentence(text, _of("actions", actions))


def _announced(one: PriorityFacts, told: Told) -> Iterator[Sentence]:
    work = one.work
    if told.ref and work.messages:
        text = f"We posted {spoken.counted(len(work.messages), 'message')} about it."
        yield Sentence(text, _of("messages", work.messages))
    elif not told.ref and one.told is not None and one.told < told.on:
        day = spoken.day_of_year(one.told)
        yield Sentence(f"We last told you about this on {day}.", (_record(one),))


def _of(table: str, records: Sequence[words.IsCalled]) -> tuple[Source, ...]:
    days = (f"{one.called}, {clock.short_day(one.day)}" for one in records)
    return tuple(Source(table, one.ref, said) for one, said in zip(records, days, strict=True))


# --- What came of it --------------------------------------------------------------------------


def _led(one: PriorityFacts, told: Told) -> Paragraph:
    return _called("What came of it", list(_came(one, told)))


def _came(one: PriorityFacts, told: Told) -> Iterator[Sentence]:
    source = (_record(one),)
    if one.closed is not None:
        yield Sentence(words.came(one.result, one.result_label, one.successors), source)
    if one.assessment:
        yield Sentence(spoken.sentence(one.assessment), source)
    if one.closed is None and one.adopted is not None:
        goes_on = told.next is not None and one.ref in {each.ref for each in told.next.priorities}
        text = "This stays one of our priorities." if goes_on else "We are still working on this."
        yield Sentence(text, source)


# --- What comes next --------------------------------------------------------------------------


def _coming(told: Told) -> Iterator[tuple[Paragraph, ...]]:
    coming = told.next
    if coming is None:
        return
    day = spoken.day_of_year(coming.begun)
    round_ = Source("rounds", coming.ref, f"Round from {day}")
    heading = Sentence(f"Our priorities from {day}")
    if not coming.priorities:
        yield (heading,), (Sentence("We have not chosen them yet.", (round_,)),)
        return
    yield (heading,), *((_next(one, round_),) for one in coming.priorities)


def _next(one: PriorityFacts, round_: Source) -> Sentence:
    standing = "continued" if one.standing == "continued" else "new"
    if standing == "new" and one.replaces:
        standing = f"new, replaces {one.replaces}"
    text, sources = f"- {one.title} ({standing}).", [_record(one), round_]
    if one.feedback:
        text += f" {spoken.guarded(one.feedback).capitalize()} of you asked for it."
        sources.append(_responses(one))
    return Sentence(text, tuple(sources))


def _more(told: Told) -> tuple[Paragraph, ...]:
    made: list[Paragraph] = [(Sentence("How to tell us more"),)]
    if told.open_ is not None:
        text = "We are asking now what we should put first. Tell us what you think."
        made.append((Sentence(text, (told.open_,)),))
    made += [(_invitation(one),) for one in told.events]
    made.append(
        (
            Sentence("Talk to any of our officers when you see them."),
            Sentence("To report a crime, go online or call 101."),
            Sentence("In an emergency call 999."),
        )
    )
    return tuple(made)


def _invitation(one: ToCome) -> Sentence:
    day = spoken.weekday(clock.local_day(one.start))
    where = f", {one.place}" if one.place and one.place not in one.title else ""
    text = f"- {one.title}{where}, {day} at {clock.wall(one.start)}."
    return Sentence(text, (Source("events", one.ref, one.title),))


# --- Short texts ------------------------------------------------------------------------------


def _short(one: PriorityFacts, told: Told) -> Text:
    """What fits of it: first what it is, then the most telling that there is room for.

    Of what was done the first, then what came of it; then the rest, and what was said.
    """
    first = Sentence(spoken.sentence(one.title), (_record(one),))
    said, led = _said(one), _led(one, told)
    did = [sentence for paragraph in _did(one, told) for sentence in paragraph]
    room, chosen = SHORT - len(first.text), list[Sentence]()
    for sentence in (*did[:1], *led, *did[1:], *said):
        if len(sentence.text) + 1 <= room:
            chosen.append(sentence)
            room -= len(sentence.text) + 1
    in_order = [each for each in (*said, *did, *led) if each in chosen]
    return Text(one.ref, f"Short: {one.title}", (((first, *in_order),),))


def _called(name: str, sentences: Sequence[Sentence]) -> Paragraph:
    """A paragraph that begins with what it is: `You said: …`."""
    if not sentences:
        return ()
    first, *others = sentences
    return (Sentence(f"{name}: {first.text}", first.sources), *others)
