"""What a centre file says of its limits beyond hours and quotas: when a line is too long, and who files too much."""

from __future__ import annotations

from config.centre_facts import Limits
from config.centre_table import Table

MOST_DOSSIERS = 999
"""As many as a ticket may say it has."""
MOST_AT_ONCE = 99


def limits_of(file: Table) -> Limits:
    """The optional table `limits`; what it does not name does not limit anything."""
    if not file.has("limits"):
        return Limits()
    table = file.table("limits", "limits")
    limits = Limits(
        closes_by_forecast=table.flag("closes_by_forecast") if table.has("closes_by_forecast") else False,
        bulk_over=table.whole("bulk_over", 1, MOST_DOSSIERS) if table.has("bulk_over") else None,
        bulk_at_once=table.whole("bulk_at_once", 1, MOST_AT_ONCE) if table.has("bulk_at_once") else 1,
    )
    if limits.bulk_over is None and table.has("bulk_at_once"):
        table.say("has 'bulk_at_once' without 'bulk_over'", "bulk_at_once")
    table.end()
    return limits
