"""Paper: what stands on a ticket, how it is drawn, and how it reaches a printer."""
