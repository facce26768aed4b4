"""LED signs over counters, driven from the branch's public picture."""
