"""The voice of a hall: which display speaks, and that no call is said twice in a zone."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select

from server.commands.scene import Scene
from server.contract import SpeakingView
from server.ledger.change import Transaction
from server.ledger.models import Record, announcement, leg, speaker, ticket
from server.ledger.statements import Statement
from server.rules.numbering import number_text
from server.rules.speaking import Lease, renewed

OF_ZONE = (speaker.c.branch == bindparam("branch")) & (speaker.c.zone == bindparam("zone"))
SELECT_SPEAKER = Statement(select(speaker).where(OF_ZONE))
FORGET_SPEAKER = Statement(delete(speaker).where(OF_ZONE))
INSERT_SPEAKER = Statement(insert(speaker))
SELECT_CALL = Statement(
    select(ticket.c.id, ticket.c.series, ticket.c.number, leg.c.counter, leg.c.calls)
    .join(ticket, ticket.c.id == leg.c.ticket)
    .where(
        leg.c.branch == bindparam("branch"), leg.c.business_day == bindparam("day"),
        leg.c.call_seq == bindparam("call_seq"),
    )
)  # fmt: skip
SELECT_SAID = Statement(
    select(announcement.c.display).where(
        announcement.c.branch == bindparam("branch"), announcement.c.business_day == bindparam("day"),
        announcement.c.call_seq == bindparam("call_seq"), announcement.c.zone == bindparam("zone"),
    )
)  # fmt: skip
INSERT_SAID = Statement(insert(announcement))
FORGET_BEFORE = Statement(
    delete(announcement).where(
        announcement.c.branch == bindparam("branch"), announcement.c.business_day < bindparam("day")
    )
)


def speak(scene: Scene, can: bool, call: str | None) -> SpeakingView:
    """This display says whether it `can` speak, and which `call` it is about to say. One display of a zone speaks; a
    call is said there by whoever began it, and by no other. Repeated, the same."""
    zone = _zone(scene)
    speaks = _lease(scene, zone, can) == scene.person.name
    return {"speaks": speaks, "say": speaks and call is not None and _begin(scene, zone, call)}


def forget_said_before(tx: Transaction, branch: str, day: str) -> None:
    """A new day has begun; the log tells for good what was said."""
    FORGET_BEFORE.run(tx.connection, {"branch": branch, "day": day})


def _lease(scene: Scene, zone: str, can: bool) -> str | None:
    """The name of who speaks now."""
    where = {"branch": scene.branch.code, "zone": zone}
    row = SELECT_SPEAKER.first(scene.tx.connection, where)
    held = Lease(row.display, row.until) if row else None
    lease = renewed(held, scene.person.name, scene.now, can=can)
    if lease != held:
        FORGET_SPEAKER.run(scene.tx.connection, where)
        if lease:
            INSERT_SPEAKER.run(scene.tx.connection, {**where, "display": lease.display, "until": lease.until})
    return lease.display if lease else None


def _begin(scene: Scene, zone: str, call: str) -> bool:
    """Whether this display may say the call: it is the first to, or has begun it before and never heard so."""
    row = _call(scene, call)
    if row is None:
        return False
    where = {"branch": scene.branch.code, "day": scene.day, "call_seq": _seq(call), "zone": zone}
    said = SELECT_SAID.first(scene.tx.connection, where)
    if said is not None:
        return bool(said.display == scene.person.name)
    told = {"number": number_text(row.series, row.number), "counter": row.counter, "call": call, "zone": zone}
    scene.append("ticket.announced", f"ticket/{row.id}", told)
    INSERT_SAID.run(
        scene.tx.connection,
        {
            "branch": scene.branch.code, "business_day": scene.day, "call_seq": _seq(call), "zone": zone,
            "display": scene.person.name, "at": scene.now,
        },
    )  # fmt: skip
    return True


def _call(scene: Scene, call: str) -> Record | None:
    """A call of this day that stands: not taken back, and not of a ledger before a restore."""
    if call.partition("-")[0] != str(scene.tx.books[scene.branch.code].epoch):
        return None
    where = {"branch": scene.branch.code, "day": scene.day, "call_seq": _seq(call)}
    row = SELECT_CALL.first(scene.tx.connection, where)
    return row if row and row.calls > 0 else None


def _seq(call: str) -> int:
    return int(call.partition("-")[2])


def _zone(scene: Scene) -> str:
    """Of those who hear this display; "" is the whole branch."""
    known = scene.branch.displays.get(scene.person.name)
    return (known["zone"] if known else None) or ""
