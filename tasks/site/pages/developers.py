"""The page for those who read the archive by program: formats, schemas, and examples that run as they stand."""

from collections.abc import Iterable, Sequence

from tasks.site.rendering import Listed, Site, render, wording

LOCAL = "http://localhost:8000/"
"""Where the examples read a copy, where the tree's own address is not known."""

_CURL = """\
BASE={base}
curl -sS ${{BASE}}index.json
curl -sS ${{BASE}}{source}/{year}/index.json
curl -sS ${{BASE}}{source}/{year}/{id}/release.json > release.json
echo "{sha256}  release.json" | sha256sum --check
"""
_PYTHON = """\
import gzip, json
from urllib.request import urlopen

BASE = "{base}"
with urlopen(BASE + "data/{source}/{year}.ndjson.gz") as answer:
    for line in gzip.open(answer, "rt", encoding="utf-8"):
        release = json.loads(line)
        print(release["datePublished"], release.get("headline", "–"))
        for image in release.get("image", []):
            print("   ", image.get("creditText", "–"), image.get("contentUrl", image["url"]))
"""
_DUCKDB = """\
import duckdb

BASE = "{base}"
print(duckdb.sql(f\"\"\"
    SELECT creator.name AS name, count(*) AS pictures
    FROM (
        SELECT unnest(image.creator) AS creator
        FROM (SELECT unnest(images) AS image FROM read_parquet('{{BASE}}data/{source}/{year}.parquet'))
    )
    GROUP BY ALL ORDER BY pictures DESC, name LIMIT 20
\"\"\"))
"""


_EXAMPLES = (("example_curl", "sh", _CURL), ("example_python", "py", _PYTHON), ("example_duckdb", "py", _DUCKDB))


def developers_page(latest: Sequence[Listed], schemas: Iterable[str], site: Site) -> str:
    """`developers.html`. `latest`: of these the first is what the examples read; `schemas`: their paths."""
    base = site.address("") or LOCAL
    return render(
        "developers.html.j2",
        site,
        path="developers.html",
        up="",
        trail=((wording(site).say("developers"), None),),
        schemas=list(schemas),
        examples=[
            (name, language, _filled(text, one, base)) for one in latest[:1] for name, language, text in _EXAMPLES
        ],
        base=base,
    )


def _filled(text: str, newest: Listed, base: str) -> str:
    row = newest.row
    return text.format(base=base, source=newest.source.id, year=newest.year, id=row.id, sha256=row.sha256)
