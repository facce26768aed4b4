"""The only code that changes the ledger."""
