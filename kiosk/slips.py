"""What is drawn for a job: a ticket, or the appointment slip of a number for a later day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from kiosk.branch import Branch
from printers.appointment import Appointment, appointment_of, draw_appointment
from printers.drawing import draw
from printers.errors import BadPicture
from printers.formats import FORMATS
from printers.logo import logo
from printers.pages import Page
from printers.plain import text_of
from printers.slip import Slip, slip_of


def marks_of(path: Path | None) -> dict[int, Image.Image]:
    """The centre's own mark for each width of paper; `BadPicture` at once for what is none."""
    return {width: logo(path, paper.emblem) for width, paper in FORMATS.items()} if path else {}


class Slips:
    """`marks`: the centre's own for each width of paper."""

    def __init__(self, branch: Branch, marks: Mapping[int, Image.Image]) -> None:
        self._branch, self._marks = branch, marks

    def page(self, answer: Mapping[str, Any], copy: int) -> Page:
        """From what the node answered, with this machine's name and its branch's small print as they are now."""

        def slip() -> Slip | Appointment:
            catalogue = self._branch.catalogue
            if catalogue is None:
                raise BadPicture("the branch's catalogue has never been read")
            if "starts_at" not in answer:
                return slip_of(answer, catalogue, self._branch.kiosk, copy)
            booking = {**answer, "bring": _papers(answer, catalogue)}
            return appointment_of(booking, catalogue, self._branch.kiosk, copy)

        return Page(lambda width: self._draw(slip(), width), lambda: text_of(slip()))

    def _draw(self, slip: Slip | Appointment, width: int) -> Image.Image:
        mark = self._marks.get(width)
        return draw(slip, width, mark) if isinstance(slip, Slip) else draw_appointment(slip, width, mark)


def _papers(wanted: Mapping[str, Any], catalogue: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """What to bring for the procedure, while the branch still has it."""
    return [
        paper
        for service in catalogue["services"] if service["code"] == wanted["service"]
        for one in service["procedures"] if one["code"] == wanted["procedure"]
        for paper in one["papers"]
    ]  # fmt: skip
