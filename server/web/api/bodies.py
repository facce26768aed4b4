"""What the API takes: strict shapes, so that a mistake is told by its place and never reaches the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from server.commands.visits import MOST_PROCEDURES

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")]
Credential = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class Body(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    def asked(self) -> str:
        """What is asked, for telling a repeat from another question under the same key."""
        return self.model_dump_json()


class Empty(Body):
    """Verbs that need to be told nothing."""


class SignIn(Body):
    username: Credential
    password: Credential


class NewPassword(Body):
    old: Credential
    new: Credential


Role = Literal["officer", "reception", "supervisor", "admin"]
Branches = Annotated[list[Code], Field(max_length=200)]
"""None of them is all of them."""
Skills = Annotated[list[Code], Field(max_length=200)]
"""Services that somebody has learnt; none of them is all of them."""


class NewPerson(Body):
    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,62}$")]
    role: Role
    branches: Branches
    password: Credential
    skills: Skills = []


class ChangePerson(Body):
    """What is not named stays."""

    role: Role | None = None
    branches: Branches | None = None
    active: bool | None = None
    password: Credential | None = None
    skills: Skills | None = None


Uuid = Annotated[
    str, StringConstraints(to_lower=True, pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
]
EmergencyNumber = Annotated[str, StringConstraints(pattern=r"^E[0-9]{3,6}$")]
TicketCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{13}$")]
CENTURY = range(2000, 2100)
"""Years that a kiosk's clock may stand in: further off, a zone's rules overflow."""


def _written(value: Any) -> Any:
    """An RFC 3339 text; a number would be taken for seconds."""
    if not isinstance(value, str) or value[:4] not in map(str, CENTURY):
        raise ValueError("an RFC 3339 time of this century")
    return datetime.fromisoformat(value)


Language = Literal["vi", "en", "ko", "zh-Hans", "ja", "fr"]
Dossiers = Annotated[int, Field(ge=1, le=999)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written)]


class NextProcedure(Body):
    """A further procedure of the same visit."""

    service: Code
    procedure: Code | None = None


class NewTicket(Body):
    """With `number`, `issued_at` and `code`: one that a kiosk has given by itself, as on the paper.
    It may take the place of a touch that was never answered, `replaces`."""

    service: Code
    procedure: Code | None = None
    priority: Code = "none"
    language: Language = "vi"
    dossiers: Dossiers = 1
    then: Annotated[list[NextProcedure], Field(max_length=MOST_PROCEDURES - 1)] = []
    signal: bool = False
    number: EmergencyNumber | None = None
    issued_at: Moment | None = None
    code: TicketCode | None = None
    replaces: Uuid | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = [one is not None for one in (self.number, self.issued_at, self.code)]
        if any(given) != all(given) or (self.replaces and not all(given)):
            raise ValueError("number, issued_at and code go together")
        return self

    @property
    def wish(self) -> dict[str, Any]:
        """What the citizen asked for."""
        return self.model_dump(exclude=PAPER)

    def asked(self) -> str:
        silent = {name for name in LATER if not getattr(self, name)}
        return self.model_dump_json(exclude=silent if self.number else silent | PAPER)


class NewBooking(Body):
    """A number for a later day: the first one free."""

    service: Code
    procedure: Code | None = None
    language: Language = "vi"
    dossiers: Dossiers = 1


PAPER = {"number", "issued_at", "code", "replaces"}
LATER = {"then", "signal"}
"""Wishes that kiosks learned later: unspoken, they leave a touch what it was before an upgrade."""


CounterCode = Annotated[str, StringConstraints(min_length=1, max_length=4, pattern=r"^[^\x00]*$")]


class OpenCounter(Body):
    services: Annotated[list[Code], Field(max_length=40)] | None = None


class Speaking(Body):
    """`can`: this display has a voice that is on. `call`: the id of the one that it is about to say."""

    can: bool
    call: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}-[0-9]{1,15}$")] | None = None


class Press(Body):
    key: Literal["next", "recall", "no_show"]


class CounterOverflow(Body):
    """`after_s` null: only while nobody waits for what the counter serves itself."""

    service: Code
    after_s: Annotated[int, Field(ge=60, le=14_400)] | None = None


class CounterProfile(Body):
    services: Annotated[list[Code], Field(min_length=1, max_length=40)]
    overflow: Annotated[list[CounterOverflow], Field(max_length=40)] = []


class PauseCounter(Body):
    reason: Literal["break", "meeting", "system_fault", "other"] = "break"


class OfficerAct(Body):
    """A supervisor who acts on another officer's ticket says why, as a code."""

    reason: Code | None = None


class CallChosen(Body):
    """Out of turn, so for a reason, as a code."""

    ticket: Uuid
    reason: Code


class OnPaper(Body):
    ticket: Uuid
    outcome: Literal["served", "absent"]


class KeyedIn(OfficerAct):
    """What a counter called and served while the node was away."""

    tickets: Annotated[list[OnPaper], Field(min_length=1, max_length=200)]


class Transfer(OfficerAct):
    """To at least one of them."""

    service: Code | None = None
    counter: CounterCode | None = None
    officer: Credential | None = None


class Note(OfficerAct):
    """A code, never a text about a person."""

    note: Code | None = None
    dossiers: Dossiers | None = None


class AddProcedure(OfficerAct):
    service: Code
    procedure: Code | None = None


class FinishTicket(OfficerAct):
    outcome: Code | None = None
    dossiers: Dossiers | None = None


Verdict = Literal["confirmed", "not_printed", "in_doubt", "unverified"]
Sign = Literal["process_id", "paper_sensor", "status"]
Fault = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]
DeviceName = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\x00]*$")]
Version = Annotated[str, StringConstraints(max_length=32, pattern=r"^[^\x00]*$")]
PrinterName = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]
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


class WallCondition(Body):
    """`shows`: the number on the hero, or the wall's state in a word; `behind_s`: until all its calls are announced."""

    shows: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,16}$")]
    sound: Literal["on", "suspended", "muted", "missing", "none"]
    picture_age_s: Annotated[int, Field(ge=0, le=86_400)] | None = None
    behind_s: Annotated[int, Field(ge=0, le=86_400)] = 0


class DeviceBeat(Body):
    """What a device says of itself every few seconds; `display` is a wall's."""

    version: Version
    printer: PrinterCondition | None = None
    display: WallCondition | None = None
    unsynced: Annotated[int, Field(ge=0, le=10**9)] = 0
    clock_offset_ms: Annotated[int, Field(ge=-CLOCK_MS, le=CLOCK_MS)] | None = None
