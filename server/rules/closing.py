"""The last number by forecast: whether what waits already outlasts the session."""

from __future__ import annotations


def outlasts(wait_s: float | None, left_s: float | None) -> bool:
    """Whether the turn of the next number would come only after the session's end.

    `wait_s` is the plain quotient of `rules.waits` (not the range that is told), `left_s` the seconds of work that
    the session has left; None is "nothing known", and without a forecast nothing is refused. What the next number
    itself would take does not count: with nobody waiting `last_ticket` alone decides, and the answer is the same
    for every procedure, so that a kiosk can say it before anybody has chosen one.
    """
    return wait_s is not None and left_s is not None and wait_s > left_s
