"""The JSON doors, one file a resource, each over the commands or queries of the same name."""
