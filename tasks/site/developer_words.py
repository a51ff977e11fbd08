"""The words of the page for developers: German first, English second, as in `tasks.site.strings`."""

DEVELOPER_STRINGS: dict[str, tuple[str, str]] = {
    "developers": ("Für Entwickler", "For developers"),
    "developers_lead": (
        "Das ganze Archiv ist ein Baum von Dateien: lesbar ohne Anmeldung, ohne Schnittstelle, von jedem Ort.",
        "The whole archive is a tree of files: to be read without a login, without an interface, from anywhere.",
    ),
    "formats": ("Formate", "Formats"),
    "formats_lead": (
        "Jede Adresse in einer Datei ist relativ zu dieser Datei. Neben jedem Verweis der Verzeichnisse steht die "
        "SHA-256 dessen, was dort liegt; wer anderes vorfindet, liest das Verzeichnis neu.",
        "Every address in a file is relative to that file. Beside each reference of the indexes stands the SHA-256 of "
        "what lies there; who finds anything else reads the index again.",
    ),
    "format_file": ("Datei", "File"),
    "format_what": ("Was sie sagt", "What it says"),
    "format_index": ("Quellen und ihre Jahrgänge", "sources and their years"),
    "format_year": (
        "alle Meldungen eines Jahres mit Stand und Prüfsumme",
        "all releases of a year with status and checksum",
    ),
    "format_release": (
        "eine Meldung in den Begriffen von schema.org (JSON-LD), Bilder mit Nachweis",
        "a release in schema.org terms (JSON-LD), pictures with their credits",
    ),
    "format_version": ("jede ihrer Fassungen", "each of its versions"),
    "format_changes": ("was sich zwischen den Fassungen geändert hat", "what changed between the versions"),
    "format_ninjs": ("dieselbe Meldung als IPTC ninjs 3.1", "the same release as IPTC ninjs 3.1"),
    "format_cite": ("wie sie zu zitieren ist", "how to cite it"),
    "format_checks": (
        "wann jede Meldung zuletzt geprüft und gesehen wurde",
        "when each release was last checked and seen",
    ),
    "format_bulk": ("ein Jahr ganz: eine Meldung je Zeile", "a whole year: one release a line"),
    "format_parquet": ("dasselbe als Tabelle", "the same as a table"),
    "format_feeds": (
        "Neues und Änderungen (Atom, JSON Feed), auch je Herausgeber; Älteres in Archivdokumenten (RFC 5005, next_url)",
        "news and changes (Atom, JSON Feed), also by publisher; older ones in archive documents (RFC 5005, next_url)",
    ),
    "format_withdrawals": ("was zurückgezogen wurde, seit wann und warum", "what was withdrawn, since when and why"),
    "format_dcat": ("Beschreibung für Datenportale (DCAT-AP.de)", "description for data portals (DCAT-AP.de)"),
    "format_images": (
        "Bilder und Anhänge Byte für Byte, benannt nach ihrer SHA-256; daneben Bildgrößen für Seiten",
        "pictures and attachments byte for byte, named by their SHA-256; beside them sizes for pages",
    ),
    "schemas": ("Schemata", "Schemas"),
    "schemas_lead": (
        "JSON Schema (2020-12) für alles, was hier als JSON steht und keiner anderen Norm folgt.",
        "JSON Schema (2020-12) of all that stands here as JSON and follows no other standard.",
    ),
    "examples": ("Beispiele", "Examples"),
    "examples_here": (
        "Die Adresse in den Beispielen ist die dieses Archivs.",
        "The address in the examples is this archive’s.",
    ),
    "examples_copy": (
        "Dieses Archiv kennt seine öffentliche Adresse nicht. Die Beispiele lesen eine Kopie, die so bereitsteht:",
        "This archive does not know its public address. The examples read a copy that is provided so:",
    ),
    "example_curl": (
        "Eine Meldung holen und gegen ihr Verzeichnis prüfen",
        "Fetch a release and hold it against its index",
    ),
    "example_python": (
        "Alle Meldungen eines Jahres mit ihren Bildnachweisen",
        "All releases of a year with their credits",
    ),
    "example_duckdb": ("Wer hat wie viele Bilder gemacht?", "Who made how many pictures?"),
    "duckdb_note": (
        "DuckDB liest dieselbe Datei von https-Adressen wie von der Platte und lädt nur die Spalten, die es braucht.",
        "DuckDB reads the same file from https addresses as from disk, and loads only the columns that it needs.",
    ),
    "example_serve": ("Eine Kopie bereitstellen", "Provide a copy"),
    "example_copy": ("Eine Kopie prüfen", "Check a copy"),
}
