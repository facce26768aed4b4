"""What the node promises to its clients: names of events, codes of refusals, shapes of payloads.

Times are RFC 3339 strings with the branch's offset, durations whole seconds (`*_s`), names maps of
language tags with at least `vi` and `en`. Nothing here imports anything else of ours.
"""

from server.contract.catalogue import (
    BranchFacts,
    Catalogue,
    CounterFacts,
    PriorityFacts,
    ProcedureFacts,
    ServiceFacts,
    SessionFacts,
)
from server.contract.codes import HEARTBEAT_PHONE_S, HEARTBEAT_S, PROTOCOL, STATUS, Code, Problem, Push, View
from server.contract.desk import (
    DeskCounter,
    DeskDone,
    DeskNext,
    DeskSnapshot,
    DeskTicket,
    DeskToday,
    ServiceToday,
)
from server.contract.devices import (
    BURST,
    BURST_TIMES,
    BURST_WITHIN_S,
    DeviceSelf,
    DeviceView,
    HeartbeatAnswer,
    KioskSettings,
    PrinterView,
    PrintJob,
    Printout,
    PrintQueue,
    QueuedPrintJob,
)
from server.contract.public import Called, CallView, Heartbeat, LineView, PublicSnapshot, ServiceView
from server.contract.tickets import (
    CitizenTicket,
    CounterAnswer,
    CounterView,
    Estimate,
    Handover,
    Names,
    TicketView,
)

__all__ = [
    "BURST",
    "BURST_TIMES",
    "BURST_WITHIN_S",
    "HEARTBEAT_PHONE_S",
    "HEARTBEAT_S",
    "PROTOCOL",
    "STATUS",
    "BranchFacts",
    "CallView",
    "Called",
    "Catalogue",
    "CitizenTicket",
    "Code",
    "CounterAnswer",
    "CounterFacts",
    "CounterView",
    "DeskCounter",
    "DeskDone",
    "DeskNext",
    "DeskSnapshot",
    "DeskTicket",
    "DeskToday",
    "DeviceSelf",
    "DeviceView",
    "Estimate",
    "Handover",
    "Heartbeat",
    "HeartbeatAnswer",
    "KioskSettings",
    "LineView",
    "Names",
    "PrintJob",
    "PrintQueue",
    "PrinterView",
    "Printout",
    "PriorityFacts",
    "Problem",
    "ProcedureFacts",
    "PublicSnapshot",
    "Push",
    "QueuedPrintJob",
    "ServiceFacts",
    "ServiceToday",
    "ServiceView",
    "SessionFacts",
    "TicketView",
    "View",
]
