"""Bench: what the node can do, as ratios to what the machine can do in the same minute."""
