"""The pictures and films of this node's walls: where they lie, and which display shows which folder."""

from __future__ import annotations

from collections.abc import Iterator

from config.settings import NodeSettings
from display.media.shelf import Shelf
from server.queries.house import House


def shelf_of(settings: NodeSettings, name: str | None) -> Shelf | None:
    """None for a display that shows no media."""
    return Shelf(settings.media_folder / name) if name else None


def faults(settings: NodeSettings, house: House) -> Iterator[str]:
    """What keeps displays from showing what their centre wants shown, a line each."""
    for branch in house.branches.values():
        for code, display in branch.displays.items():
            shelf = shelf_of(settings, display.get("media"))
            for fault in shelf.faults() if shelf else ():
                yield f"display {branch.code}/{code}: {fault}"
