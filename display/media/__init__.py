"""The centre's own pictures and films beside the queue: which a wall may show, and the doors they come through."""
