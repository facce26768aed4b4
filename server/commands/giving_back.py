"""Numbers that are not needed: given back by whoever holds the code, or an appointment by staff for them."""

from __future__ import annotations

from functools import partial

from server.commands.answering import Answering
from server.commands.expected import booking_row, set_state
from server.commands.moving import needs_reason
from server.commands.scene import Person, Scene
from server.commands.tickets import end
from server.contract import BookingView, CitizenTicket, Code
from server.ledger.change import Actor, microseconds
from server.ledger.models import Record
from server.queries.bookings import SELECT_BY_CODE as SELECT_BOOKING
from server.queries.bookings import booking_view
from server.queries.tickets import SELECT_BY_CODE as SELECT_TICKET
from server.queries.tickets import citizen_ticket
from server.rules.numbering import number_text
from server.rules.refusals import Refusal, TooSoon
from server.rules.states import BookingState, TicketState, Verb, give_back, step
from server.rules.throttling import Throttle

HOLDER = Person(Actor("citizen", "citizen"), "citizen", (), "citizen")
"""Whoever holds the code: nothing else is known of them, nor asked."""

FREE_WRONG_CODES = 30
LONGEST_WAIT_S = 60
FORGOTTEN_S = 3600
"""Of an address, as for signing in: a whole office may have one, and waits a minute at most."""


def cancel_booking(scene: Scene, booking_id: str) -> BookingView:
    """For somebody who has asked staff; needs a reason. 409 `wrong_state` once its half-hour has come: then it is a
    ticket with the same id."""
    row = booking_row(scene.tx.connection, scene.branch.code, booking_id)
    if row is None:
        raise Refusal(Code.NOT_FOUND, "no such booking")
    give_back(BookingState(row.state))
    needs_reason(scene)
    return booking_view(_free(scene, row), scene.branch, scene.public_url)


class GivingBack:
    """By the code alone, which has 65 random bits; wrong ones are counted by address, in this process's memory."""

    def __init__(self, answering: Answering) -> None:
        self._answering, self._wrong = answering, Throttle(FREE_WRONG_CODES, LONGEST_WAIT_S, FORGOTTEN_S)

    def cancel(self, code: str, address: str) -> CitizenTicket:
        """A ticket that waits or is parked, or a number for a later day; what is cancelled already stays so.

        404 `not_found`, 409 `wrong_state` when it was called or is over, 429 after too many wrong codes."""
        now = microseconds(self._answering.ledger.clock.now())
        if wait_s := self._wrong.wait_s(address, now):
            raise TooSoon(wait_s)
        branch = self._branch(code)
        if branch is None:
            self._wrong.note(address, now)
            raise Refusal(Code.NOT_FOUND, "no such ticket")
        self._answering.at_once(branch, HOLDER, partial(_cancel, code=code))
        return self._told(code)

    def _told(self, code: str) -> CitizenTicket:
        """Read after the change: only then the log's head is what it has become."""
        here = self._answering
        with here.ledger.read() as connection:
            now = microseconds(here.ledger.clock.now())
            return citizen_ticket(connection, here.houses.of(connection), code, now)

    def _branch(self, code: str) -> str | None:
        with self._answering.ledger.read() as connection:
            row = SELECT_TICKET.first(connection, {"code": code}) or SELECT_BOOKING.first(
                connection, {"code": code}
            )
        return row.branch if row else None


def _cancel(scene: Scene, code: str) -> None:
    row = SELECT_TICKET.first(scene.tx.connection, {"code": code})
    if row:
        _cancel_ticket(scene, row)
    else:
        _cancel_booking(scene, SELECT_BOOKING.one(scene.tx.connection, {"code": code}))


def _cancel_ticket(scene: Scene, row: Record) -> None:
    state = TicketState(row.state)
    if state is not TicketState.CANCELLED:
        end(scene, row, "ticket.cancelled", step(state, Verb.CANCEL), {})


def _cancel_booking(scene: Scene, row: Record) -> None:
    state = BookingState(row.state)
    if state is not BookingState.CANCELLED:
        give_back(state)
        _free(scene, row)


def _free(scene: Scene, row: Record) -> Record:
    told = {
        "number": number_text(row.series, row.number),
        "from": row.state,
        "business_day": row.business_day,
    }
    seq = scene.append("ticket.cancelled", f"ticket/{row.id}", told)
    return set_state(scene.tx, row, BookingState.CANCELLED, seq)
