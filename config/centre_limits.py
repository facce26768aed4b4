"""What a centre file says of its limits beyond hours and quotas: when a line is too long, and who files too much."""

from __future__ import annotations

from config.centre_facts import Limits
from config.centre_table import Table


def limits_of(file: Table) -> Limits:
    """The optional table `limits`; what it does not name does not limit anything."""
    if not file.has("limits"):
        return Limits()
    table = file.table("limits", "limits")
    limits = Limits(
        closes_by_forecast=table.flag("closes_by_forecast") if table.has("closes_by_forecast") else False,
    )
    table.end()
    return limits
