"""Which sockets see a desk by which sign-in: one that has ended takes its sockets with it, one that is on is in use."""

from __future__ import annotations

from server.web.api.branches import may_see_desk
from server.web.node import Node


class DeskWatch:
    def __init__(self, node: Node) -> None:
        self._node = node
        self._open: dict[str, tuple[str, str]] = {}

    def enter(self, sid: str, session: str, branch: str) -> None:
        """This socket sees the desk of this branch, by this session."""
        self._open[sid] = (session, branch)

    def leave(self, sid: str) -> None:
        self._open.pop(sid, None)

    def over(self) -> list[str]:
        """The sockets that may see their desk no more; the sign-ins of the others count as seen."""
        if not self._open:
            return []
        watched = dict(self._open)
        standing = self._node.sessions.standing({session for session, _ in watched.values()}, self._node.now)
        return [
            sid
            for sid, (session, branch) in watched.items()
            if not may_see_desk(standing.get(session), branch)
        ]
