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
