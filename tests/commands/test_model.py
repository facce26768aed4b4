"""The whole command set against the model: any order of presses, clocks, repeated keys and new days."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.commands.machine import Branch2


def run(furnished: Path, folder: Path, examples: int, steps: int, *also: Phase) -> None:
    machine = type("Trial", (Branch2,), {"furnished": furnished, "folder": folder})
    asked = settings(
        max_examples=examples, stateful_step_count=steps, phases=[Phase.generate, *also], deadline=None,
        database=None, report_multiple_bugs=False, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=asked)


def test_the_branch_does_what_the_model_does(furnished, tmp_path):
    run(furnished, tmp_path, 30, 30)


@pytest.mark.thorough
def test_the_branch_does_what_the_model_does_for_long(furnished, tmp_path):
    """Here a failure is also made small, which may take minutes."""
    run(furnished, tmp_path, 500, 60, Phase.shrink)
