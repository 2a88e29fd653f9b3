"""What is said round the rows of a sheet: title, chips, buttons, and the box above them."""

from __future__ import annotations

from snt_desk.ui.importing import words
from snt_desk.ui.importing.seen import ALL, OPEN, Seen
from snt_desk.ui.importing.view import ImportView


def say(view: ImportView, seen: Seen, file: str, where: str) -> None:
    """Say what a sheet of that file would add; `where` is which sheet it is."""
    wanted, problems = seen.count(*OPEN), seen.count("problem")
    view.say_title(words.title(seen.matching.kind, file), where)
    view.headings.show_matching(seen)
    counts = {state: len(found) for state, found in seen.by_state.items()}
    same = "In the log already" if seen.matching.kind == "patrols" else "There already"
    view.chips.show_counts(counts | {ALL: seen.total}, same)
    view.chips.show()
    view.in_hand.show()
    view.say_buttons(wanted, problems, ready=True)
    _say_box(view, seen, wanted, problems)


def _say_box(view: ImportView, seen: Seen, wanted: int, problems: int) -> None:
    """Say above the rows what stands in the way, the most important alone."""
    box, missing = view.box, seen.preview.understood.missing
    if missing:
        view.save.hide()
        box.say("A column is missing", " ".join(missing), tone="bad")
    elif problems:
        box.say(*words.trouble(problems, wanted), "Next problem", tone="bad")
    elif not wanted:
        box.say(*words.nothing_new(seen.total), tone="info")
    elif seen.matching.doubts:
        box.say("A heading could mean two things", " ".join(seen.matching.doubts), tone="warn")
    else:
        box.hide()
