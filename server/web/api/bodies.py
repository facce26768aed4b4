"""What the API takes: strict shapes, so that a mistake is told by its place and never reaches the ledger."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")]
Credential = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class Body(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Empty(Body):
    """Verbs that need to be told nothing."""


class SignIn(Body):
    username: Credential
    password: Credential


class NewTicket(Body):
    service: Code
    procedure: Code | None = None
    priority: Code = "none"
    language: Literal["vi", "en", "ko", "zh-Hans", "ja", "fr"] = "vi"
    dossiers: Annotated[int, Field(ge=1, le=999)] = 1


class OpenCounter(Body):
    services: Annotated[list[Code], Field(max_length=40)] | None = None


class PauseCounter(Body):
    reason: Literal["break", "meeting", "system_fault", "other"] = "break"


class OfficerAct(Body):
    """A supervisor who acts on another officer's ticket says why, as a code."""

    reason: Code | None = None


class FinishTicket(OfficerAct):
    outcome: Code | None = None
    dossiers: Annotated[int, Field(ge=1, le=999)] | None = None


Verdict = Literal["confirmed", "not_printed", "in_doubt", "unverified"]
Sign = Literal["process_id", "paper_sensor", "status"]
Fault = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]
DeviceName = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\x00]*$")]
Version = Annotated[str, StringConstraints(max_length=32, pattern=r"^[^\x00]*$")]
PrinterName = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]
Uuid = Annotated[
    str, StringConstraints(to_lower=True, pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
]
Millimetres = Annotated[int, Field(ge=0, le=10_000_000)]
CLOCK_MS = 10**13
"""Three centuries: a clock that was never set is told as it is."""


class Printed(Body):
    """What became of one copy of a ticket; `how` is the sign that paper came out."""

    copy_: Annotated[int, Field(alias="copy", ge=1, le=999)]
    verdict: Verdict
    reason: Code | None = None
    how: Sign | None = None
    printer: PrinterName | None = None


class NewPrintJob(Body):
    """`printer` is the name of a kiosk of this branch."""

    printer: DeviceName
    ticket: Uuid


class PrintReport(Body):
    state: Literal["preflight", "sending", "confirmed", "not_printed", "in_doubt", "unverified"]
    reason: Code | None = None
    how: Sign | None = None


class PrinterCondition(Body):
    state: Literal["ready", "blocked", "unknown"]
    faults: Annotated[list[Fault], Field(max_length=16)] = []
    paper_left_mm: Millimetres | None = None
    ticket_mm: Millimetres | None = None


class DeviceBeat(Body):
    """What a device says of itself every few seconds."""

    version: Version
    printer: PrinterCondition | None = None
    unsynced: Annotated[int, Field(ge=0, le=10**9)] = 0
    clock_offset_ms: Annotated[int, Field(ge=-CLOCK_MS, le=CLOCK_MS)] | None = None


class OpenPairing(Body):
    """A machine that asks to be let in."""

    scope: Literal["kiosk", "display"]
    version: Version


class ApprovePairing(Body):
    branch: Code
    name: DeviceName


class ClaimPairing(Body):
    secret: Credential
