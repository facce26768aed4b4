"""A machine before its first citizen: what the page shows of that, and the door by which the card's size comes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, abort, request

from kiosk.branch import Picture
from kiosk.calibration import Calibration
from kiosk.keyring import Keyring
from kiosk.pairing import Pairing, Shown
from kiosk.screens import Look
from kiosk.trying import Trying


class SetUpPicture(Picture):
    """`pairing` while it is not let in, `calibrating` until somebody has held a card against the screen, `trying`
    until somebody has said that the machine works."""

    pairing: Shown | None
    pairing_left_s: float
    calibrating: bool
    trying: bool


@dataclass(frozen=True)
class SettingUp:
    pairing: Pairing
    keyring: Keyring
    calibration: Calibration
    trying: Trying
    look: Look

    @property
    def calibrating(self) -> bool:
        """Only where a person stands before the screen anyway."""
        return self.keyring.by_code and self.calibration.mm is None

    def over(self, picture: Picture) -> SetUpPicture:
        """The branch's picture, with nothing of the branch for a machine that is not (any more) its own."""
        shown = self.pairing.shown()
        if shown:
            picture = {**picture, "catalogue": None, "snapshot": None, "kiosk": ""}
        return {
            **picture,
            "pairing": shown,
            "pairing_left_s": self.pairing.left_s(),
            "calibrating": self.calibrating,
            "trying": self.trying.due,
        }

    def doors(self, app: Flask) -> None:
        app.before_request(self._closed)
        app.add_url_rule("/api/calibration", "calibration", self._calibrate, methods=["PUT"])
        app.register_blueprint(self.trying.doors())

    def _closed(self) -> tuple[dict[str, str], int] | None:
        """Whatever page is still open somewhere: a machine that is not let in issues and prints nothing."""
        if self.pairing.needed and request.path.startswith("/api/touches") and request.method != "GET":
            return {"code": "not_paired"}, 409
        return None

    def _calibrate(self) -> dict[str, Any]:
        body = request.get_json()
        mm = body.get("mm") if isinstance(body, dict) else None
        if isinstance(mm, bool) or not isinstance(mm, int | float):
            abort(400)
        try:
            self.calibration.set(mm)
        except ValueError:
            abort(400)
        self.look["mm"] = self.calibration.mm
        return {"mm": self.calibration.mm}
