"""P12: words typed into the filter of the log, each key until its rows are on the screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtTest import QTest
from sqlalchemy import Engine, event
from sqlcipher3 import dbapi2 as sqlite

from benchmarks.measure import seconds, shown
from benchmarks.scene import Frames, p99, whole_log

KEY, IN_SQL = 0.033, 0.005
TYPED = (
    *("visible", "quiet park", "speeding gar", "invented7", "fly-tipping", "beat 3 river"),
    *("zebra", "council surgery noise", "1009", "residents advice"),
)
_BARE = "SELECT rowid FROM search_patrols WHERE search_patrols MATCH ? ORDER BY rowid DESC LIMIT 50"


def run(county: Path) -> None:
    """Type each of some searches, as fast as the rows come, and clear it again."""
    connection = sqlite.connect(str(county))
    with whole_log(county) as scene:
        log = scene.view
        frames, words = Frames(scene.app, log.table, log.none_match), log.bar.words
        took: list[float] = []
        in_sql: list[float] = []
        bare: list[float] = []
        for text in TYPED:
            for letter in text:
                with _statements() as asked:
                    took.append(frames.seconds(partial(QTest.keyClicks, words, letter)))
                in_sql.append(_again(connection, asked))
                bare.append(_bare(connection, words.text()))
            scene.settle()
            words.clear()
            scene.settle()
    connection.close()
    _say("p99", p99(took), KEY, f"each key to its rows; p50 {shown(median(took))}")
    _say("p99", p99(in_sql), IN_SQL, f"of it in SQL; p50 {shown(median(in_sql))}")
    print(f"P12        the bare query of the index: p50 {shown(median(bare))}", flush=True)


def _bare(connection: Any, text: str) -> float:
    """Ask the index for the newest with the last word, of any team."""
    term = text.replace("-", " ").split()[-1]
    return seconds(partial(_fetch, connection, _BARE, (f'"{term}" *',)))


def _fetch(connection: Any, sql: str, values: Any) -> None:
    connection.execute(sql, values).fetchall()


def _say(what: str, took: float, most: float, work: str) -> None:
    verdict = "PASS" if took <= most else "SHORT"
    print(f"P12  {verdict:5} {what} {shown(took)} of {shown(most)}  {work}", flush=True)


@contextmanager
def _statements() -> Iterator[list[tuple[str, Any]]]:
    """Note what the window's own thread asks the database."""
    noted: list[tuple[str, Any]] = []
    here = threading.get_ident()

    def note(*arguments: Any) -> None:
        if threading.get_ident() == here:
            noted.append((arguments[2], arguments[3]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _again(connection: Any, asked: list[tuple[str, Any]]) -> float:
    """Ask the same once more by the driver alone: that is what SQL takes."""
    return sum(
        seconds(partial(_fetch, connection, sql, values))
        for sql, values in asked
        if sql.lstrip().upper().startswith(("SELECT", "WITH"))
    )
