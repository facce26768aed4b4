"""Every door of the node and to whom it opens, as people have agreed on it: written by hand, derived from nothing.

`+` opens, at any branch; `o` opens at one's own branches only; `-` stays shut. A member of staff without branches has
them all. People come by browser and by a script's token, and both open the same doors.
"""

from __future__ import annotations

ROLES = ("public", "officer", "reception", "supervisor", "admin", "kiosk", "display", "keypad")

TABLE = """
                              public  officer  reception  supervisor  admin  kiosk  display  keypad
static                        +       +        +          +           +      +      +        +
brand                         +       +        +          +           +      +      +        +
counter.static                +       +        +          +           +      +      +        +
display.static                +       +        +          +           +      +      +        +
openapi                       +       +        +          +           +      +      +        +
health.healthz                +       +        +          +           +      +      +        +
health.readyz                 +       +        +          +           +      +      +        +
health.metrics                +       +        +          +           +      +      +        +

pages.home                    +       +        +          +           +      +      +        +
pages.phone                   +       +        +          +           +      +      +        +
pages.phone_upper             +       +        +          +           +      +      +        +
display.page                  +       +        +          +           +      +      +        +
display.worker                +       +        +          +           +      +      +        +
voice.branch                  +       +        +          +           +      +      +        +
voice.clip                    +       +        +          +           +      +      +        +
media.listed                  +       +        +          +           +      +      +        +
media.file                    +       +        +          +           +      +      +        +
voice.kiosk                   +       +        +          +           +      +      +        +
display.pair                  +       +        +          +           +      +      +        +
display.mounting              -       -        -          o           o      -      -        -
pages.board                   -       o        o          o           o      -      -        -
pages.boards                  -       +        +          +           +      -      -        -
pages.qr                      -       -        o          o           o      -      -        -
pages.counters                -       -        -          o           o      -      -        -
pages.people                  -       -        -          +           +      -      -        -
pages.sessions                -       +        +          +           +      -      -        -
counter.reception             -       -        o          o           o      -      -        -
counter.page                  -       o        -          o           o      -      -        -

session.sign_in               +       +        +          +           +      +      +        +
session.show                  -       +        +          +           +      -      -        -
session.sign_out              +       +        +          +           +      +      +        +
session.change_password       -       +        +          +           +      -      -        -
sign_ins.mine                 -       +        +          +           +      -      -        -
sign_ins.end                  -       +        +          +           +      -      -        -
sign_ins.end_everywhere       -       +        +          +           +      -      -        -
people.index                  -       -        -          +           +      -      -        -
people.create                 -       -        -          +           +      -      -        -
people.change                 -       -        -          +           +      -      -        -
people.sign_ins               -       -        -          +           +      -      -        -
people.sign_out               -       -        -          +           +      -      -        -

branches.centre               +       +        +          +           +      +      +        +
branches.catalogue            +       +        +          +           +      +      +        +
branches.snapshot             +       +        +          +           +      +      +        +
branches.snapshot?view=desk   -       o        o          o           o      -      -        -
branches.events               -       o        o          o           o      -      -        -
displays.show                 +       +        +          +           +      +      +        +

tickets.issue                 -       o        o          o           o      o      -        -
bookings.book                 -       o        o          o           o      o      -        -
bookings.cancel               -       -        o          o           o      -      -        -
finding.look_up               -       o        o          o           o      -      -        -
tickets.citizen               +       +        +          +           +      +      +        +
tickets.give_back             +       +        +          +           +      +      +        +
tickets.recall                -       o        -          o           o      -      -        -
tickets.start                 -       o        -          o           o      -      -        -
tickets.finish                -       o        -          o           o      -      -        -
tickets.no_show               -       o        -          o           o      -      -        -
tickets.printed               -       -        -          -           -      o      -        -
moves.park                    -       o        -          o           o      -      -        -
moves.resume                  -       o        o          o           o      -      -        -
moves.return_                 -       o        -          o           o      -      -        -
moves.transfer                -       o        o          o           o      -      -        -
moves.reinstate               -       o        o          o           o      -      -        -
moves.reopen                  -       o        -          o           o      -      -        -
moves.cancel                  -       o        o          o           o      -      -        -
moves.prioritise              -       o        o          o           o      -      -        -
moves.deprioritise            -       o        o          o           o      -      -        -
moves.note                    -       o        o          o           o      -      -        -
moves.add_procedure           -       o        o          o           o      -      -        -
counters.open                 -       o        -          o           o      -      -        -
counters.profile              -       -        -          o           o      -      -        -
counters.press                -       -        -          -           -      -      -        o
counters.pause                -       o        -          o           o      -      -        -
counters.resume               -       o        -          o           o      -      -        -
counters.close                -       o        -          o           o      -      -        -
counters.call_next            -       o        -          o           o      -      -        -
counters.finish_and_next      -       o        -          o           o      -      -        -
counters.call                 -       o        -          o           o      -      -        -
counters.keyed_in             -       o        -          o           o      -      -        -
counters.undo                 -       o        -          o           o      -      -        -
counters.take_over            -       o        -          o           o      -      -        -

leases.lease                  -       -        -          -           -      o      -        -
devices.self                  -       -        -          -           -      +      +        +
devices.heartbeat             -       -        -          -           -      +      +        -
devices.rotate                -       -        -          -           -      +      +        -
pairing.open                  +       +        +          +           +      +      +        +
pairing.claim                 +       +        +          +           +      +      +        +
pairing.approve               -       -        -          +           +      -      -        -
pairing.revoke                -       -        -          o           o      -      -        -
print_jobs.ask                -       o        o          o           o      o      -        -
print_jobs.show               -       o        o          o           o      o      -        -
print_jobs.queued             -       -        -          -           -      o      -        -
print_jobs.report             -       -        -          -           -      o      -        -
helping.call                  -       -        -          -           -      o      -        -
helping.show                  -       -        -          -           -      o      -        -
helping.answer                -       o        o          o           o      -      -        -
speaking.speaking             -       -        -          -           -      -      o        -

socket public                 +       +        +          +           +      +      +        +
socket desk                   -       o        o          o           o      -      -        -
"""


def _read(table: str) -> dict[str, dict[str, str]]:
    """Door to role to `+`, `o` or `-`; a line with a cell too few or too many is no line."""
    head, *lines = [line for line in table.splitlines() if line]
    assert tuple(head.split()) == ROLES
    found = {}
    for line in lines:
        name, cells = line[:30].strip(), line[30:].split()
        assert len(cells) == len(ROLES), line
        assert set(cells) <= {"+", "o", "-"}, line
        assert name not in found, line
        found[name] = dict(zip(ROLES, cells, strict=True))
    return found


DOORS = _read(TABLE)
SOCKETS = {name.removeprefix("socket "): cells for name, cells in DOORS.items() if name.startswith("socket ")}
ROUTES = {name: cells for name, cells in DOORS.items() if not name.startswith("socket ")}
