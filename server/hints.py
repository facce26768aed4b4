"""What a centre asks for that lies beside the ledger: said once its file was applied, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from config.settings import NodeSettings
from server.media import faults
from server.queries.house import House
from server.voice import clips_of, due, library_of, script_of


def hints(settings: NodeSettings, house: House) -> Iterator[str]:
    """Nothing of it keeps a hall from working, so nothing of it refuses a file."""
    clips = clips_of(script_of(house.voice), library_of(settings))
    if clips.missing:
        yield f"! {due(clips)}"
    yield from (f"! {fault}" for fault in faults(settings, house))
