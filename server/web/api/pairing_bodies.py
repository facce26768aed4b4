"""What letting a machine in takes: strict shapes, as in `bodies`."""

from __future__ import annotations

from typing import Literal

from server.web.api.bodies import Body, Code, Credential, DeviceName, Version


class OpenPairing(Body):
    """A machine that asks to be let in."""

    scope: Literal["kiosk", "display"]
    version: Version


class ApprovePairing(Body):
    branch: Code
    name: DeviceName


class ClaimPairing(Body):
    secret: Credential
