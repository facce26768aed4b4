"""A wall as the centre wants it."""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic reads these shapes, and needs it before 3.12

from server.contract.tickets import Names


class MediaFacts(TypedDict):
    """What is shown between calls: each picture for `seconds`, films with their `sound` where nothing is called."""

    seconds: int
    sound: bool


class DisplayFacts(TypedDict):
    """It shows these `services` and the calls of these `counters`, null is all. `layout` is auto, landscape or
    portrait, `theme` dark, light or contrast; `arrows` say where a counter lies, seen from the screen. `volume` is in
    percent, by `volume_by_hour` ("9": from 09:00) another one; no voice within a span of `quiet`, or unless it
    `speaks`. Screens of one `zone` are heard by the same people, null is the whole branch. Without `media` it shows no
    pictures and films; which, `GET /display/{branch}/media?display=` lists."""

    code: str
    name: Names
    services: list[str] | None
    counters: list[str] | None
    layout: str
    theme: str
    arrows: dict[str, str]
    speaks: bool
    zone: str | None
    volume: int
    volume_by_hour: dict[str, int]
    quiet: list[tuple[str, str]]
    media: MediaFacts | None
