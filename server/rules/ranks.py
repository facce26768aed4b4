"""Who may make, change and end whose account: by role, and only within one's own branches."""

from __future__ import annotations

from collections.abc import Collection, Mapping

ROLES = ("officer", "reception", "supervisor", "admin")
MANAGED_BY: Mapping[str, frozenset[str]] = {
    "supervisor": frozenset({"officer", "reception"}),
    "admin": frozenset(ROLES),
}
"""Nobody stands here above themselves, so nobody can raise anybody above their own role."""


def may_manage(
    role: str, branches: Collection[str], their_role: str, their_branches: Collection[str]
) -> bool:
    """Whether this role at these branches has an account of that role at those; no branches are all of them."""
    within = not branches or (bool(their_branches) and set(their_branches) <= set(branches))
    return within and their_role in MANAGED_BY.get(role, frozenset())
