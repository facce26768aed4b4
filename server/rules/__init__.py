"""How a queue behaves: pure functions and enums; time and choice come in as arguments."""
