"""The one exception by which the house says no."""

from __future__ import annotations

from server.contract import STATUS, Code, Problem


class Refusal(Exception):
    """An answer, not a bug: it reaches the caller as a problem with this stable `code`.

    `errors` name the places of a bad body: `{"pointer": "/service", "code": "unknown"}`.
    """

    def __init__(self, code: Code, detail: str = "", errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.detail = detail
        self.errors = errors or []

    @property
    def status(self) -> int:
        return STATUS[self.code]


class TooSoon(Refusal):
    """429 `too_many`: the same question may be asked again after `retry_after_s` seconds."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(Code.TOO_MANY, f"ask again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


def unknown(pointer: str) -> Refusal:
    """A body that names something which is not there."""
    return Refusal(Code.INVALID, errors=[{"pointer": pointer, "code": "unknown"}])


def problem(refusal: Refusal) -> Problem:
    """The body that a refusal travels as (RFC 9457)."""
    said: Problem = {
        "type": f"urn:moiso:problem:{refusal.code.value}",
        "title": refusal.code.value.replace("_", " "),
        "status": refusal.status,
        "code": refusal.code.value,
    }
    if refusal.detail:
        said["detail"] = refusal.detail
    if refusal.errors:
        said["errors"] = refusal.errors
    return said
