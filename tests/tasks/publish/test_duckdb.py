"""DuckDB reads a year straight from the bucket, by the address that everyone may read.

Its own reader for HTTP is an extension that it fetches from the makers' server; here the same requests are made by a
file system of Python's: one for the file's size, then ranges of it.
"""

from datetime import UTC, datetime
from typing import Any

import duckdb
import httpx
from fsspec.spec import AbstractBufferedFile, AbstractFileSystem  # type: ignore[import-untyped]

from infra.s3 import S3Access
from tests.tasks.publish.archives import Archive


class _Ranges(AbstractBufferedFile):  # type: ignore[misc]
    def _fetch_range(self, start: int, end: int) -> bytes:
        answer = httpx.get(self.path, headers={"Range": f"bytes={start}-{end - 1}"})
        assert answer.status_code == httpx.codes.PARTIAL_CONTENT
        return answer.content


class _Web(AbstractFileSystem):  # type: ignore[misc]
    protocol, cachable = "http", False

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        return {"name": path, "size": int(httpx.head(path).headers["Content-Length"]), "type": "file"}

    def exists(self, path: str, **_: Any) -> bool:
        return httpx.head(path).is_success

    def glob(self, path: str, **_: Any) -> list[str]:
        return [path]

    def modified(self, _: str) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    def _open(self, path: str, **_: Any) -> _Ranges:
        return _Ranges(self, path, mode="rb", size=self.info(path)["size"])


def test_a_years_table_is_read_where_it_lies(standing: Archive, s3: S3Access) -> None:
    with duckdb.connect() as connection:
        connection.register_filesystem(_Web())
        address = f"{s3.endpoint_url}/{standing.store.bucket.name}/public/data/auenstadt/2026.parquet"
        rows = connection.execute("SELECT id, headline FROM read_parquet(?) ORDER BY id", [address]).fetchall()
        connection.unregister_filesystem("http")
    assert [row[0] for row in rows] == ["auenstadt/1002", "auenstadt/1003"]
    assert rows[1][1] == "Auf dem Kornmarkt: Zwei Zelte stehen dort."
