"""Everybody who may stand before a door: each role at its branch and at all, by browser and by token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.node import PASSWORD, Caller, NodeProcess

OWN, OTHER = "cn02", "cn01"
STAFF = {
    "ana": ("officer", [OWN]), "rita": ("reception", [OWN]), "sue": ("supervisor", [OWN]), "adi": ("admin", [OWN]),
    "sam": ("supervisor", []), "ada": ("admin", []), "max": ("officer", []), "ria": ("reception", []),
}  # fmt: skip


@dataclass(frozen=True)
class Visitor:
    """`name` is an account, a scope, or how nobody comes; `by` is browser, token or nothing."""

    name: str
    role: str
    by: str
    everywhere: bool = False


STRANGERS = [Visitor(name, "public", "") for name in ("stranger", "dead token", "dead cookie")]
VISITORS = [
    *STRANGERS,
    *(
        Visitor(name, role, by, not branches)
        for name, (role, branches) in STAFF.items()
        for by in ("browser", "token")
    ),
    Visitor("kiosk", "kiosk", "token"),
    Visitor("display", "display", "token"),
    Visitor("keypad", "keypad", "token"),
]


@dataclass
class Crowd:
    """Visitors as they come to this node; who was signed out comes in anew."""

    node: NodeProcess
    _inside: dict[Visitor, Caller] = field(default_factory=dict)

    def furnish(self) -> Crowd:
        for name, (role, branches) in STAFF.items():
            self.node.act("user add", name=name, role=role, branches=branches, password=PASSWORD)
        return self

    def caller(self, visitor: Visitor) -> Caller:
        if visitor not in self._inside:
            self._inside[visitor] = self._come(visitor)
        return self._inside[visitor]

    def forget(self) -> None:
        """Some of them were signed out."""
        self._inside.clear()

    def _come(self, visitor: Visitor) -> Caller:
        if visitor.role == "public":
            return Caller(self.node, dict(self._dead(visitor.name)))
        if visitor.by == "browser":
            return self.node.browser(visitor.name)
        if visitor.name in STAFF:
            return self.node.script(visitor.name)
        if visitor.role == "keypad":
            (token,) = self.node.act("keypad add", name="the keypad", branch=OWN, at="3")
        else:
            (token,) = self.node.act("device add", name=f"the {visitor.name}", branch=OWN, scope=visitor.role)
        return Caller(self.node, {"Authorization": f"Bearer {token}"})

    def _dead(self, name: str) -> Iterator[tuple[str, str]]:
        """What opened doors once."""
        if name == "dead token":
            (token,) = self.node.act("device add", name="old", branch=OWN, scope="kiosk")
            self.node.act("device revoke", name="old", branch=OWN)
            yield "Authorization", f"Bearer {token}"
        if name == "dead cookie":
            gone = self.node.browser("ada")
            yield "Cookie", f"moiso_session={gone.session.cookies['moiso_session']}"
            assert gone.delete("/api/v1/session").status_code == 204
