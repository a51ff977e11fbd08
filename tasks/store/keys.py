"""Keys that more than one room asks for by name; what stands there `tasks.store.store` says. Pure."""


def sheet_key(sha256: str) -> str:
    """Where an original's sheet stands."""
    return f"renditions/{sha256[:2]}/{sha256}.json"


def health_key(source: str) -> str:
    """Where a source's health stands."""
    return f"health/{source}.json"
