"""What a script would want of the desk, by the same services as the window.

Messages for people go to stderr, results to stdout. 0: done; 1: something that the user
can mend, in one sentence; 2: wrong usage. What a command needs is imported when it is
named: the window must not wait for what only an import uses.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from snt_desk import __version__, paths
from snt_desk.domain import clock
from snt_desk.errors import DeskError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window if none is named; gives the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except DeskError as error:
        print(f"snt-desk: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in {errno.EPIPE, errno.ENOSPC}:
            raise
        # Whoever read the results has gone, or has no room; what was to be done is done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno == errno.ENOSPC:
            print(f"snt-desk: The results cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("snt-desk: stopped; nothing half done was kept.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="snt-desk",
        allow_abbrev=False,
        description="The desk of a Safer Neighbourhood Team. Without a command: the window.",
    )
    parser.add_argument("--version", action="version", version=f"SNT Desk {__version__}")
    parser.add_argument(
        "--self-test", action="store_true", help="check that this build has all its parts"
    )
    _add_database(parser, os.environ.get("SNT_DESK_DATABASE"))
    parser.set_defaults(run=_window)
    commands_of = parser.add_subparsers(metavar="COMMAND")
    for add in (_demo, _import, _export, _calendar, _return, _rollup):
        add(commands_of)
    for add in (_backup, _restore, _check, _police_uk):
        add(commands_of)
    return parser


Read = TypeVar("Read")
Commands = argparse._SubParsersAction  # noqa: SLF001  # argparse has no public name for it


def _command(
    parsers: Commands[argparse.ArgumentParser], name: str, said: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = parsers.add_parser(
        name, help=said, description=said, allow_abbrev=False
    )
    # SUPPRESS: an option that stands before the command is not overwritten after it.
    _add_database(parser, argparse.SUPPRESS)
    return parser


def _add_database(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--database",
        metavar="PATH_OR_URL",
        default=default,
        help="the data file, or the address of a server",
    )


def _where(options: argparse.Namespace) -> str:
    return options.database or str(paths.chosen_database())


def _window(options: argparse.Namespace) -> int:
    # The window is imported only where it is wanted: scripts need no Qt.
    from snt_desk.ui import app

    return app.self_test() if options.self_test else app.run(options.database or "")


def _demo(parsers: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(parsers, "demo", "open a demo team's year, in a file of its own")
    parser.add_argument("--no-window", action="store_true", help="stop when the file has been made")
    parser.set_defaults(run=_run_demo)


def _run_demo(options: argparse.Namespace) -> int:
    from snt_desk.cli import commands

    where = options.database or str(paths.demo_database())
    # What is the matter with the desk's own demo, and whether it is open, the window says.
    if options.no_window or options.database or not paths.demo_database().exists():
        commands.demo(where)
    if options.no_window:
        return 0
    from snt_desk.ui import app

    return app.run(where)


def _import(parsers: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(
        parsers, "import", "take in a data package (a folder or a .zip) or a spreadsheet"
    )
    parser.add_argument("source", type=Path, metavar="SOURCE")
    parser.add_argument("--team", metavar="CODE", help="the team of a spreadsheet")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    parser.add_argument("--partial", action="store_true", help="take the good rows")
    parser.add_argument("--problems", type=Path, metavar="FILE", help="write the problems as CSV")
    parser.set_defaults(run=_run_import, parser=parser)


def _run_import(options: argparse.Namespace) -> int:
    from snt_desk.cli import commands

    wanted = commands.ImportOptions(options.dry_run, options.partial, options.problems)
    if commands.is_spreadsheet(options.source):
        from snt_desk.cli import sheets

        return sheets.import_sheets(_where(options), options.source, options.team, wanted)
    if options.team is not None:
        options.parser.error("--team is for a spreadsheet; a data package names its teams itself")
    return commands.import_package(_where(options), options.source, wanted)


def _export(parsers: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(parsers, "export", "write the data package (a folder, or a .zip by its name)")
    parser.add_argument("destination", type=Path, metavar="DEST")
    parser.add_argument("--team", metavar="CODE", help="only what concerns this team")
    parser.add_argument(
        "--recipient", type=_text, metavar="TEXT", default="own copy", help="for the journal"
    )
    parser.set_defaults(run=_run_export)


def _run_export(options: argparse.Namespace) -> int:
    from snt_desk.cli import commands

    commands.export(_where(options), options.destination, options.team, options.recipient)
    return 0


def _calendar(parsers: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(parsers, "calendar", "write the meetings to come for any calendar")
    parser.add_argument("destination", type=Path, metavar="FILE", help="its name ends in .ics")
    parser.add_argument("--team", metavar="CODE")
    parser.add_argument(
        "--recipient", type=_text, metavar="TEXT", default="own copy", help="for the journal"
    )
    parser.set_defaults(run=_run_calendar)


def _run_calendar(options: argparse.Namespace) -> int:
    from snt_desk.cli import commands

    commands.calendar(_where(options), options.destination, options.team, options.recipient)
    return 0


def _return(parsers: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(parsers, "return", "make a month's return, or send it")
    parser.add_argument("month", type=_month, metavar="MONTH", help="as 2026-10")
    parser.add_argument("--team", metavar="CODE")
    parser.add_argument(
        "--as-at", type=_instant, metavar="INSTANT", help="as 2026-11-02T09:00; now if not said"
    )
    parser.add_argument("--output", type=Path, metavar="FOLDER", default=Path())
    parser.add_argument("--format", type=_formats, default=("csv",), metavar="csv")
    parser.add_argument("--send", action="store_true", help="freeze it as the next revision")
    parser.add_argument(
        "--recipient",
        type=_text,
        metavar="TEXT",
        default="the Local Policing Command",
        help="for the journal",
    )
    parser.set_defaults(run=_run_return)


def _run_return(options: argparse.Namespace) -> int:
    from snt_desk.cli import commands

    request = commands.ReturnRequest(
        month=options.month,
        team=options.team,
        as_at=options.as_at or clock.this_minute(),
        output=options.output,
        recipient=options.recipient,
    )
    if options.send:
        commands.send_return(_where(options), request)
    else:
        commands.make_return(_where(options), request)
    return 0


def _rollup(parsers: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(parsers, "rollup", "add up the teams' returns of one month")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILES")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE")
    parser.set_defaults(run=_run_rollup)


def _run_rollup(options: argparse.Namespace) -> int:
    from snt_desk.cli import commands

    return commands.rollup(_where(options), options.files, options.output)


def _backup(parsers: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(parsers, "backup", "make a copy of the data file, and check it")
    parser.add_argument(
        "destination",
        type=Path,
        nargs="?",
        metavar="DEST",
        help="a file or a folder; the folder 'backups' beside the data file if not said",
    )
    parser.add_argument(
        "--recipient", type=_text, metavar="TEXT", default="own copy", help="for the journal"
    )
    parser.set_defaults(run=_run_backup)


def _run_backup(options: argparse.Namespace) -> int:
    from snt_desk.cli import commands

    commands.back_up(_where(options), options.destination, options.recipient)
    return 0


def _restore(parsers: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(
        parsers, "restore", "put a backup in the place of the data file, which is kept"
    )
    parser.add_argument("source", type=Path, metavar="SOURCE", help="a backup")
    parser.set_defaults(run=_run_restore)


def _run_restore(options: argparse.Namespace) -> int:
    from snt_desk.cli import commands

    commands.restore(_where(options), options.source)
    return 0


def _check(parsers: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(parsers, "check", "look whether file, journal and sums are sound")
    parser.set_defaults(run=_run_check)


def _run_check(options: argparse.Namespace) -> int:
    from snt_desk.cli import commands

    return commands.check(_where(options))


def _police_uk(parsers: Commands[argparse.ArgumentParser]) -> None:
    said = "compare saved files of data.police.uk with the records, or write such files"
    parser = _command(parsers, "police-uk", said)
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    compare = _command(verbs, "compare", "say what differs; nothing is written")
    compare.add_argument("files", type=Path, nargs="+", metavar="FILES", help="or a folder, a .zip")
    compare.add_argument("--people", action="store_true", help="name people too")
    compare.add_argument(
        "--invented", action="store_true", help="read priorities with issue_date all the same"
    )
    export = _command(verbs, "export", "write what is marked public, as the API would answer")
    export.add_argument("folder", type=Path, metavar="FOLDER")
    export.add_argument(
        "--recipient", type=_text, metavar="TEXT", default="data.police.uk", help="for the journal"
    )
    for verb, run in ((compare, _run_police_uk_compare), (export, _run_police_uk_export)):
        verb.add_argument("--team", metavar="CODE")
        verb.set_defaults(run=run)


def _run_police_uk_compare(options: argparse.Namespace) -> int:
    from snt_desk.cli import police_uk

    request = police_uk.CompareRequest(
        options.files, options.team, options.people, options.invented
    )
    return police_uk.compare(_where(options), request)


def _run_police_uk_export(options: argparse.Namespace) -> int:
    from snt_desk.cli import police_uk

    return police_uk.export(_where(options), options.folder, options.team, options.recipient)


def _month(text: str) -> clock.Month:
    return _read(clock.Month.parse, text)


def _instant(text: str) -> datetime:
    return _read(clock.read_instant, text)


def _text(text: str) -> str:
    if not text.isprintable():
        raise argparse.ArgumentTypeError("this holds what cannot be printed")
    return text


def _read(reader: Callable[[str], Read], text: str) -> Read:
    try:
        return reader(text)
    except clock.ClockError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(text.split(","))
    if wanted != ("csv",):
        raise argparse.ArgumentTypeError(f"“{text}”: the format that there is today is csv")
    return wanted
