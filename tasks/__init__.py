"""The work, one verb a room, in pipeline order."""
