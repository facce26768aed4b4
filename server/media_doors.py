"""The doors of a display's pictures and films."""

from __future__ import annotations

from flask import Blueprint

from config.settings import NodeSettings
from display.media.doors import doors
from display.media.shelf import Shelf
from server.contract import Code
from server.media import shelf_of
from server.rules.refusals import Refusal
from server.web.access import visit


def media_doors(settings: NodeSettings) -> Blueprint:
    def shelf(branch: str, code: str) -> Shelf | None:
        found = visit().house.branch(branch).displays.get(code)
        if found is None:
            raise Refusal(Code.NOT_FOUND, "no such display")
        return shelf_of(settings, found.get("media"))

    return doors(shelf)
