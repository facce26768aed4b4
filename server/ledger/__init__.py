"""The ledger: its tables, its engines, and `change`, the only way to write."""
