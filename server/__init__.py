"""The node: one ledger and the doors and windows on it."""
