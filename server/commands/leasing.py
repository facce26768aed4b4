"""Emergency numbers for the day, leased to a kiosk before it needs them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, func, insert, select

from server.commands.scene import Scene
from server.contract import Code, LeaseView
from server.ledger.models import Record, event, lease, ticket
from server.ledger.statements import Statement
from server.queries.house import ISSUING_STATUSES
from server.queries.times import instant
from server.rules.calendar import business_day, spans_on
from server.rules.leases import SERIES, next_block
from server.rules.numbering import number_text, ticket_url
from server.rules.refusals import Refusal

DAY = (
    (lease.c.branch == bindparam("branch"))
    & (lease.c.business_day == bindparam("day"))
    & (lease.c.series == SERIES)
)
SELECT_OWN = Statement(
    select(lease).where(DAY, lease.c.device == bindparam("device"), lease.c.epoch == bindparam("epoch"))
)
SELECT_LEASED = Statement(select(func.max(lease.c.last)).where(DAY))
SELECT_THIS_EPOCH = Statement(select(lease.c.device).where(DAY, lease.c.epoch == bindparam("epoch")).limit(1))
SELECT_EPOCH_BEGAN = Statement(
    select(event.c.at).where(event.c.branch == bindparam("branch"), event.c.epoch == bindparam("epoch"))
    .order_by(event.c.seq).limit(1)
)  # fmt: skip
SELECT_USED = Statement(
    select(func.max(ticket.c.number)).where(
        ticket.c.branch == bindparam("branch"), ticket.c.business_day == bindparam("day"),
        ticket.c.series == SERIES,
    )
)  # fmt: skip
INSERT_LEASE = Statement(insert(lease).returning(*lease.c))


def grant(scene: Scene) -> LeaseView:
    """The block of the kiosk that asks, the same again all day; 409 `branch_closed` on a day without sessions.

    A kiosk that was paired anew is another device: it gets a block of its own."""
    _check_day(scene)
    epoch = scene.tx.books[scene.branch.code].epoch
    where = {"branch": scene.branch.code, "day": scene.day}
    own = SELECT_OWN.first(scene.tx.connection, {**where, "device": scene.person.actor.id, "epoch": epoch})
    return _view(scene, own or _new(scene, where, epoch))


def _check_day(scene: Scene) -> None:
    if scene.branch.status not in ISSUING_STATUSES:
        raise Refusal(Code.BRANCH_CLOSED, f"the branch is {scene.branch.status}")
    hours = scene.branch.hours
    if not hours.always and not spans_on(hours, date.fromisoformat(scene.day)):
        raise Refusal(Code.BRANCH_CLOSED, "no session today")


def _new(scene: Scene, where: dict[str, str], epoch: int) -> Record:
    taken = (SELECT_LEASED.one(scene.tx.connection, where)[0], SELECT_USED.one(scene.tx.connection, where)[0])
    restored = _restored_today(scene, where, epoch)
    first, last = next_block(max(one or 0 for one in taken), restored=restored)
    name = scene.person.name
    scene.append(
        "lease.granted",
        f"device/{scene.person.actor.id}",
        {"device": name, "first": number_text(SERIES, first), "last": number_text(SERIES, last)},
    )
    return INSERT_LEASE.one(
        scene.tx.connection,
        {
            "branch": scene.branch.code, "business_day": scene.day, "series": SERIES, "first": first, "last": last,
            "device": scene.person.actor.id, "name": name, "epoch": epoch, "granted_at": scene.now,
        },
    )  # fmt: skip


def _restored_today(scene: Scene, where: dict[str, str], epoch: int) -> bool:
    """Whether this is the first block since the ledger came back from a backup on this very day."""
    if epoch == 1 or SELECT_THIS_EPOCH.first(scene.tx.connection, {**where, "epoch": epoch}):
        return False
    began = SELECT_EPOCH_BEGAN.first(scene.tx.connection, {"branch": scene.branch.code, "epoch": epoch})
    return began is None or business_day(instant(began.at), scene.branch.zone).isoformat() == scene.day


def _view(scene: Scene, row: Record) -> LeaseView:
    return {
        "series": row.series, "first": row.first, "last": row.last, "business_day": row.business_day,
        "epoch": row.epoch, "url": ticket_url(scene.public_url, ""),
    }  # fmt: skip
