"""The doors of the voice, for the branch that is asked about."""

from __future__ import annotations

from flask import Blueprint

from config.settings import NodeSettings
from display.voice.doors import doors
from display.voice.hall import Hall
from display.voice.kiosk import Guide
from server.voice import USUAL, branch_said, kiosk_words, library_of, names_said, script_of
from server.web.access import visit


def voice_doors(settings: NodeSettings) -> Blueprint:
    return doors(library_of(settings), _hall, _guide)


def _hall(branch: str) -> Hall:
    house = visit().house
    last_call = int(house.centre["recall_limit"])
    return Hall(script_of(house.voice), USUAL, tuple(house.branch(branch).counters), last_call)


def _guide(code: str) -> Guide:
    """What is done at other addresses is read with them."""
    house = visit().house
    branch = house.branch(code)
    services = [house.services[one].facts for one in branch.services if one in house.services]
    near = [code, *(one for one in branch.offered_at.values() if one in house.branches)]
    branches = [branch_said(house, one) for one in near]
    return Guide(kiosk_words(), names_said(services, house.centre["priorities"], branches))
