"""Whether numbers are given now, by the hours that the catalogue last told; for a kiosk that has to know by itself."""

from __future__ import annotations

from datetime import datetime

from server.contract import Catalogue, ServiceFacts, SessionFacts

BY_THE_CLOCK = ("hours", "last_ticket", "closing")
"""Reasons why a service gives no numbers that pass by themselves; without the node nobody forecasts a line."""


def gives_numbers(hours: list[SessionFacts], local: datetime) -> bool:
    """`local` is the time in the branch's zone; numbers are given up to and with the minute of the last ticket."""
    now = f"{local:%H:%M}"
    today = (one for one in hours if one["weekday"] == local.weekday())
    return any(one["issue_from"] <= now <= one["last_ticket"] for one in today)


def by_itself(catalogue: Catalogue) -> Catalogue:
    """The catalogue within hours, without the node: what staff have closed, or was full, stays so."""
    services = [_by_itself(one) for one in catalogue["services"]]
    return {**catalogue, "services": services}


def _by_itself(service: ServiceFacts) -> ServiceFacts:
    return {**service, "open": True} if service.get("why") in BY_THE_CLOCK else service
