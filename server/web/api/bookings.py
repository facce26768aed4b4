"""The doors for numbers of a later day."""

from __future__ import annotations

import secrets
from uuid import UUID

from flask import Blueprint, Response

from server.commands import booking, giving_back
from server.commands.answering import Asked
from server.commands.scene import Scene
from server.contract import BookingView
from server.rules.numbering import CODE_BITS
from server.rules.refusals import TooSoon
from server.web.access import required_person
from server.web.api.bodies import NewBooking, OfficerAct
from server.web.api.reading import body, booking_key, not_after, person_hash
from server.web.api.sending import answered
from server.web.api.verbs import carried_out
from server.web.node import node

blueprint = Blueprint("bookings", __name__, url_prefix="/api/v1")


@blueprint.put("/branches/<branch>/bookings/<uuid:ticket>")
def book(branch: str, ticket: UUID) -> Response:
    """A number for the first free half-hour of a later day: 201 the first time, then 200 with the same bytes."""
    given, who, person = body(NewBooking), required_person(), person_hash()
    wish = booking.Wish(id=str(ticket), code_bits=secrets.randbits(CODE_BITS), **given.model_dump())

    def command(scene: Scene) -> tuple[int, BookingView]:
        return 201, booking.book(scene, wish, person)

    try:
        answer = node().answering.once(
            branch, Asked(who, booking_key(str(ticket), given), not_after()), command
        )
    except TooSoon:
        node().presence.held_back(who)
        raise
    return answered(answer, 200 if answer.replayed and answer.status == 201 else None)


@blueprint.post("/branches/<branch>/bookings/<uuid:ticket>/cancel")
def cancel(branch: str, ticket: UUID) -> Response:
    """For its holder, who has asked; the half-hour is free again."""
    return carried_out(branch, body(OfficerAct), lambda scene: giving_back.cancel_booking(scene, str(ticket)))
