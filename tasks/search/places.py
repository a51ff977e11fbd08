"""Where what searching needs stands below `public/`. Pure."""

FOLDER = "search/"
PAGE, MANIFEST = f"{FOLDER}index.html", f"{FOLDER}manifest.json"


def bundle_folder(source: str, year: int | str) -> str:
    """Where a year's bundle stands."""
    return f"{FOLDER}{source}/{year}/"


def bundle_folders(source: str, year: int | str) -> tuple[str, ...]:
    """That folder and those below it."""
    folder = bundle_folder(source, year)
    return folder, f"{folder}index/", f"{folder}fragment/"


def listing_path(source: str, year: int | str) -> str:
    """The file that names all of a bundle."""
    return f"{bundle_folder(source, year)}files.json"


def engine_folder(version: str) -> str:
    """Where the engine stands: no source's id has a dot in it, so it is in nobody's way."""
    return f"{FOLDER}pagefind-{version}/"
