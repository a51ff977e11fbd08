"""`data/<source>/<year>.parquet`: the bulk file's releases as a table, for DuckDB, pandas, Polars or Spark.

One row a release; `images` is a list of structs with every field of a credit, `files` and `links` likewise. The query
below is the table's definition; what a release does not say is NULL, `day` is the day of `date_published` as it stands
there (in UTC where there is a time). Typed blocks and captures are not in it: they are in the bulk file.

It is made from the bulk file by that one query, so both say the same. One thread, in the order of the lines: the same
lines give the same bytes, as long as the same DuckDB writes them. DuckDB works on files, which stand in a folder for as
long as it takes; it asks no network and loads no extension.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

_QUERY = """
COPY (
    SELECT
        identifier AS id,
        url,
        headline,
        alternativeHeadline AS alternative_headline,
        datePublished AS date_published,
        CAST(left(datePublished, 10) AS DATE) AS day,
        dateModified AS date_modified,
        inLanguage AS language,
        articleBody AS text,
        publisher,
        copyrightNotice AS copyright_notice,
        image AS images,
        associatedMedia AS files,
        citation AS links,
        version,
        archive.status AS status,
        archive.firstSeen AS first_seen
    FROM read_json($lines, format = 'newline_delimited', compression = 'gzip', columns = $columns,
                   maximum_object_size = 67108864)
) TO $table (FORMAT parquet, COMPRESSION zstd)
"""
_TEXTS = "identifier url headline alternativeHeadline datePublished inLanguage articleBody copyrightNotice".split()
_COLUMNS = {
    **dict.fromkeys(_TEXTS, "VARCHAR"),
    "dateModified": "TIMESTAMPTZ",
    "publisher": """STRUCT(
        name VARCHAR, department VARCHAR, streetAddress VARCHAR, postalCode VARCHAR, addressLocality VARCHAR,
        telephone VARCHAR, telephoneE164 VARCHAR, email VARCHAR, url VARCHAR)""",
    "image": """STRUCT(
        contentUrl VARCHAR, url VARCHAR, caption VARCHAR, creditText VARCHAR,
        creator STRUCT("@type" VARCHAR, name VARCHAR)[], kind VARCHAR, creditEvidence VARCHAR,
        creditClaim STRUCT(creditEvidence VARCHAR, creditText VARCHAR, agrees BOOLEAN)[],
        copyrightNotice VARCHAR, usageInfo VARCHAR,
        embedded STRUCT(
            creator VARCHAR[], creditLine VARCHAR, copyrightNotice VARCHAR, usageTerms VARCHAR, caption VARCHAR),
        description VARCHAR, width INTEGER, height INTEGER, encodingFormat VARCHAR, contentSize BIGINT, sha256 VARCHAR,
        withdrawn STRUCT("at" TIMESTAMPTZ, reason VARCHAR, sha256 VARCHAR))[]""",
    "associatedMedia": """STRUCT(
        name VARCHAR, contentUrl VARCHAR, url VARCHAR, encodingFormat VARCHAR, contentSize BIGINT, sha256 VARCHAR)[]""",
    "citation": "STRUCT(name VARCHAR, url VARCHAR)[]",
    "version": "INTEGER",
    "archive": "STRUCT(status VARCHAR, firstSeen TIMESTAMPTZ)",
}


def parquet(ndjson: bytes) -> bytes:
    """The table of a year's bulk file."""
    with TemporaryDirectory(prefix="pressearchiv-") as folder:
        lines, table = Path(folder, "year.ndjson.gz"), Path(folder, "year.parquet")
        lines.write_bytes(ndjson)
        write_parquet(lines, table)
        return table.read_bytes()


def write_parquet(lines: Path, table: Path) -> None:
    """The same from file to file."""
    with duckdb.connect(":memory:", config={"threads": 1, "autoinstall_known_extensions": False}) as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute(_QUERY, {"lines": str(lines), "columns": _COLUMNS, "table": str(table)})
