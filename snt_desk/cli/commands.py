"""What each command does: open the data, call the services, say what came of it."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from snt_desk.cli import unlocking
from snt_desk.db import health, opening, placing
from snt_desk.db.journal import Actor, Category
from snt_desk.db.store import Store
from snt_desk.domain import clock, package
from snt_desk.domain.backups import Why
from snt_desk.domain.clock import Month
from snt_desk.domain.package import Problem, Reading
from snt_desk.domain.package.cells import guarded
from snt_desk.errors import DeskError
from snt_desk.services import (
    backup_anchors,
    backup_care,
    backups,
    calendar_files,
    disclosures,
    exports,
    files,
    imports,
    returns,
    rollups,
    team,
)
from snt_desk.services import demo as demo_team
from snt_desk.services.undisturbed import undisturbed


@dataclass(frozen=True)
class ImportOptions:
    """How an import is wanted: only looked at, only the good rows, the problems to a file."""

    dry_run: bool = False
    partial: bool = False
    problems: Path | None = None


@dataclass(frozen=True)
class ReturnRequest:
    """Which return is wanted, for which instant, and where its files go."""

    month: Month
    team: str | None
    as_at: datetime
    output: Path
    recipient: str


def demo(where: str) -> None:
    """Make the demo team's database where there is none; raises DeskError if it is no demo."""
    if opening.exists(where):
        with opened(where) as store, store.read() as session:
            demo_team.insist(session)
        return
    with made(where) as store, store.change("Make the demo team", kind="barrier") as session:
        demo_team.make(session, clock.today())
    say(f"Made the demo team's year in {where}.")


def is_spreadsheet(source: Path) -> bool:
    """Tell a spreadsheet, whatever its name, from a data package: a folder or a .zip."""
    return not source.is_dir() and source.suffix.lower() != ".zip"


def import_package(where: str, source: Path, options: ImportOptions) -> int:
    """Take in a data package; gives 1 if rows were refused, else 0."""
    if options.problems is not None:
        # Said before anything is taken in: afterwards it would be too late to choose a name.
        files.insist_place(options.problems, _PROBLEMS_HEAD)
    reading = imports.read(source)
    new = not opening.exists(where)
    with made(where) if new else opened(where) as store:
        if not new and not options.dry_run:
            back_up_before_import(store, where)
        report = _take(store, reading, source, options, None if new else "combination")
        if report.problems and options.problems is not None and not options.dry_run:
            disclosures.give_bad_rows(store, options.problems.name)
    if new and not report.written:
        opening.discard(where)
    for one in report.tables:
        print(
            f"{one.table} added {one.added} updated {one.updated}"
            f" unchanged {one.unchanged} refused {one.refused}"
        )
    for problem in (*report.problems, *report.cautions):
        say(_sentence(problem))
    if options.problems is not None:
        files.put_one(options.problems, _problems_csv(report.problems), _PROBLEMS_HEAD)
    if report.problems and not report.written and not options.dry_run:
        say("Nothing was written. Mend the rows above, or take the good ones with --partial.")
    return 1 if report.problems else 0


def back_up_before_import(store: Store, where: str) -> None:
    """Make a backup, if there is none of this very moment; a server has none."""
    if not opening.is_url(where) and backup_care.changed(store, where):
        backups.back_up(where, why=Why.IMPORT, key=store.key)


def _take(
    store: Store,
    reading: Reading,
    source: Path,
    options: ImportOptions,
    category: Category | None,
) -> imports.Report:
    if options.dry_run:
        with store.read() as session:
            return imports.look(session, reading)
    with store.change(f"Import {source.name}", category=category) as session:
        return imports.take(session, reading, partial=options.partial)


def export(where: str, destination: Path, team_code: str | None, recipient: str) -> None:
    """Write the data package, and note in the journal who gets it."""
    with opened(where) as store, undisturbed():
        with store.read() as session:
            if team_code is not None:
                team.named(session, team_code)
            rows = exports.package_rows(session, team_code)
        # Noted before the file is there: what leaves the desk is never without an entry.
        disclosures.give(store, f"Export {destination.name}", recipient)
        package.write(destination, rows, placing.take_name)


def calendar(where: str, destination: Path, team_code: str | None, recipient: str) -> None:
    """Write a team's meetings of the coming year for a calendar; the journal notes for whom."""
    with opened(where) as store:
        with store.read() as session:
            chosen = team.wanted(session, team_code)
            data = calendar_files.to_come(session, chosen, clock.today())
        calendar_files.save(store, destination, data, recipient)


def make_return(where: str, request: ReturnRequest) -> None:
    """Write a return's files without sending it; what the check finds goes to stderr."""
    with opened(where) as store:
        draft = _drafted(store, request)
        label = f"Make the return for {request.month.shown}"
        output = request.output
        with files.folder_there(output), files.staged(output, returns.files(draft)):
            disclosures.give(store, label, request.recipient)


def send_return(where: str, request: ReturnRequest) -> None:
    """Freeze the return as the next revision and write its files; DeskError if forbidden."""
    with opened(where) as store:
        draft = _drafted(store, request)
        with files.folder_there(request.output):
            returns.send(store, draft, request.output, request.recipient)


def _drafted(store: Store, request: ReturnRequest) -> returns.Draft:
    """Make the return wanted, and say what the check finds."""
    with store.read() as session:
        chosen = team.wanted(session, request.team)
        draft = returns.draft(session, chosen, request.month, request.as_at)
        for finding in returns.findings(session, draft):
            say(finding.sentence)
    return draft


def rollup(where: str, sources: Sequence[Path], output: Path) -> int:
    """Add up the teams' returns; gives 1 if a team has no file, 2 if a file is refused."""
    with opened_to_look(where) as store, store.read() as session:
        teams = team.every(session)
    try:
        made = rollups.roll_up(sources, teams)
    except DeskError as error:
        say(f"snt-desk: {error}")
        return 2
    data = made.csv.encode()
    files.put_one(output, data, data.split(b"\r\n", 1)[0])
    for code in made.missing:
        say(f"No return from {code}.")
    return 1 if made.missing else 0


def back_up(where: str, destination: Path | None, recipient: str) -> None:
    """Make a checked copy of the data file, and note in the journal whose it is."""
    path = backups.place(where, destination)
    if destination is not None:
        files.insist_place(path, b"SQLite format 3\0")
    with opened(where) as store:
        disclosures.give(store, "Back up", recipient)
        key = store.key
    print(backups.back_up(where, path, key=key).path)


def restore(where: str, source: Path) -> None:
    """Put a backup in the place of the data file, or make the file from it; keep the replaced."""
    if opening.is_url(where):
        raise DeskError("A server is not restored from here", "Ask IT how it is done.")
    keys = backups.keys_at(source)
    key = None if keys is None else unlocking.key_of_backup(keys, where)
    chosen = backups.read_back(backups.at(source, where, key), key)
    kept = backups.restore(where, chosen, _actor(), key)
    say(f"Put back the backup of {chosen.words}.")
    if kept is not None:
        say("The file that was there is kept:")
        print(kept)


def check(where: str) -> int:
    """Look whether file, journal and sent returns are sound; gives 1 if something is not."""
    with opened(where) as store:
        with store.read() as session:
            anchors = backup_anchors.anchors(session, where)
        found = list(health.faults(store, anchors))
        with store.read() as session:
            found += returns.faults(session)
    for sentence in found:
        print(sentence)
    if found:
        say("Put back a backup, or ask IT to look at the file. Nothing has been changed.")
        return 1
    print("Everything is sound: file, journal and sent returns.")
    return 0


@contextmanager
def opened(where: str) -> Generator[Store]:
    """Open the data for a command, and close it after."""
    store = opening.open_store(where, _actor(), unlocking.key_of(where))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_to_look(where: str) -> Generator[Store]:
    """Open the data beside a window that has it; nothing is written."""
    store = opening.open_to_look(where, _actor(), unlocking.key_of(where))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def made(where: str) -> Generator[Store]:
    """Make new data for a command, and close it after; where it fails there is none."""
    store = opening.create_store(where, _actor())
    try:
        yield store
    except BaseException:
        store.close()
        opening.discard(where)
        raise
    store.close()


def _actor() -> Actor:
    return opening.this_actor(os.environ.get("SNT_DESK_COLLAR", ""))


def say(sentence: str) -> None:
    """Say something to the person at the terminal."""
    print(sentence, file=sys.stderr)


def _sentence(problem: Problem) -> str:
    places = [problem.file]
    if problem.row:
        places.append(f"row {problem.row}")
    if problem.column:
        places.append(problem.column)
    return f"{', '.join(places)}: {problem.problem}"


_PROBLEMS_HEAD = b"file,row,column,value,problem"


def _problems_csv(problems: Iterable[Problem]) -> bytes:
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(_PROBLEMS_HEAD.decode().split(","))
    for one in problems:
        texts = (one.file, str(one.row or ""), one.column or "", one.value or "", one.problem)
        out.writerow([guarded(text) for text in texts])
    return text.getvalue().encode("utf-8", errors="backslashreplace")
