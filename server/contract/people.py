"""Staff: their accounts as those who manage them see them, and sign-ins as their owners do."""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic reads these shapes, and needs it before 3.12


class SignInView(TypedDict):
    """`kind` is `browser` or `script` (a token, which has no `expires_at`); `this` is the one that asks.
    `seen_at` is written every few minutes. `id` ends it and opens nothing."""

    id: str
    kind: str
    created_at: str
    seen_at: str
    expires_at: str | None
    this: bool


class SignIns(TypedDict):
    """The newest first; those that have ended or run out are not told."""

    sessions: list[SignInView]


class PersonView(TypedDict):
    """An account: no `branches` are all of them, no `skills` all services; one that is not `active` opens nothing;
    `sessions` are on now. `seen_at` is None until somebody has signed in."""

    name: str
    role: str
    branches: list[str]
    skills: list[str]
    active: bool
    created_at: str
    seen_at: str | None
    sessions: int


class People(TypedDict):
    """The accounts that whoever asks manages, by name; an administrator's own too, which only others change."""

    people: list[PersonView]
