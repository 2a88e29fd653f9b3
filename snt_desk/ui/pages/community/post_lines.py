"""Where a message was posted: a line for each post, below what stands in its form."""

from __future__ import annotations

from collections.abc import Sequence

from snt_desk.domain import clock
from snt_desk.services.messages import PostRow
from snt_desk.ui.listing import Line, LineView, Title


class PostLines(LineView):
    """As high as its lines, and gone where there is none; Enter and Del are about a post."""

    def __init__(self) -> None:
        super().__init__("Posts", height=46, two=True)
        self.deletes = True
        self.posts: tuple[PostRow, ...] = ()

    def show_posts(self, posts: Sequence[PostRow]) -> None:
        """Show these instead."""
        self.posts = tuple(posts)
        lines: list[Line | Title] = [_line(one) for one in posts]
        if lines:
            lines.insert(0, Title("Posted", str(len(posts))))
        self.show_lines(lines)
        self.setFixedHeight(self.content_height())
        self.setVisible(bool(lines))


def _line(one: PostRow) -> Line:
    day = clock.long_day(clock.local_day(one.posted))
    reach = "" if one.reach is None else f", reached {one.reach:,}"
    replies = "" if one.replies is None else f", {one.replies:,} replied"
    said = f"{day}, {clock.wall(one.posted)}{reach}{replies}"
    return Line(one.channel_label, id=one.ref, sub=said)
