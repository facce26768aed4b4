"""Calls for a member of staff from a kiosk, as the kiosk and as staff see them."""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic reads these shapes, and needs it before 3.12


class HelpStanding(TypedDict):
    """How a call stands, for the kiosk; `answered_at` is None for as long as it rings."""

    id: str
    called_at: str
    answered_at: str | None


class HelpAnswer(HelpStanding):
    """For staff: which kiosk called, and who was the first to say that they are coming."""

    kiosk: str
    answered_by: str | None


class OpenHelp(TypedDict):
    """A call that rings. `late`: nobody had answered for a minute when this picture was drawn; a page that
    stands compares its own clock with `late_at`."""

    id: str
    kiosk: str
    called_at: str
    late_at: str
    late: bool
