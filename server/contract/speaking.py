"""What a display that can speak is told."""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic reads these shapes, and needs it before 3.12


class SpeakingView(TypedDict):
    """`speaks`: this display is the voice of its zone now; `say`: it may say the call that it asked for."""

    speaks: bool
    say: bool
