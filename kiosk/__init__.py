"""The agent on the kiosk machine: touch pages, journal, the line to the node, paper."""
