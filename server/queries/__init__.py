"""What each window should show now; nothing here writes."""
