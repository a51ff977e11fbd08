"""The peer of `ingest`: a Scrapy spider that stores each release's page, its reading and its pictures, and no more.

    python -m tests.bench.spider BASE_URL BUCKET

Pictures by Scrapy's own FilesPipeline; the page as it came and what trafilatura reads in it, as JSON, by boto3 beside
it. No evidence, no credits, no renditions, no index. It is as quick as its settings let it be: no delay, sixteen
requests at once, as many connections to the storage, threads enough for them.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from typing import Any

import boto3
import scrapy
from botocore.config import Config
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse
from trafilatura import bare_extraction

from config.settings import read_settings

_AT_ONCE = 16


class Releases(scrapy.Spider):  # type: ignore[misc]  # installed for `make bench` alone
    """From list to list, and from each to its releases."""

    name = "releases"

    def parse(self, response: HtmlResponse) -> Iterator[Any]:
        """A list."""
        yield from response.follow_all(css='td[headers~="title"] a[href]', callback=self.release)
        yield from response.follow_all(css='a[title*="vorblättern"]')

    def release(self, response: HtmlResponse) -> Iterator[dict[str, Any]]:
        """A release, with its pictures' originals to be fetched."""
        pictures = response.css("main a[href$='.jpg']::attr(href), main img::attr(src)").getall()
        addresses = dict.fromkeys(map(response.urljoin, pictures))
        yield {"url": response.url, "page": response.body, "file_urls": [one for one in addresses if "/media/" in one]}


class Keeping:
    """Stores the page and its reading."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._client = storage()

    @classmethod
    def from_crawler(cls, crawler: Any) -> "Keeping":
        return cls(crawler.settings["BUCKET"])

    async def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Read it and put it, in a thread as the pictures are."""
        await asyncio.to_thread(self._keep, item)
        return item

    def _keep(self, item: dict[str, Any]) -> None:
        name = item["url"].rpartition("/")[2]
        read = bare_extraction(item["page"].decode(), url=item["url"], with_metadata=True, include_images=True)
        said = {**(read.as_dict() if read else {}), "files": item.get("files"), "body": None, "commentsbody": None}
        self._client.put_object(Bucket=self._bucket, Key=f"html/{name}", Body=item["page"])
        self._client.put_object(Bucket=self._bucket, Key=f"json/{name}.json", Body=json.dumps(said).encode())


def storage() -> Any:
    """A client for the embedded storage."""
    given, config = read_settings(), Config(max_pool_connections=_AT_ONCE)
    session = boto3.session.Session()
    return session.client("s3", endpoint_url=given.s3_endpoint_url, region_name=given.s3_region, config=config)


def main() -> None:
    base, bucket = sys.argv[1:]
    given = read_settings()
    credentials = boto3.session.Session().get_credentials()
    assert credentials, "whoever measures gives them"
    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {"scrapy.pipelines.files.FilesPipeline": 1, Keeping: 2},
            "FILES_STORE": f"s3://{bucket}/files/",
            "AWS_ENDPOINT_URL": given.s3_endpoint_url,
            "AWS_REGION_NAME": given.s3_region,
            "AWS_ACCESS_KEY_ID": credentials.access_key,
            "AWS_SECRET_ACCESS_KEY": credentials.secret_key,
            "AWS_MAX_POOL_CONNECTIONS": _AT_ONCE,
            "BUCKET": bucket,
            "CONCURRENT_REQUESTS": _AT_ONCE,
            "CONCURRENT_REQUESTS_PER_DOMAIN": _AT_ONCE,
            "CONCURRENT_ITEMS": 2 * _AT_ONCE,
            "DOWNLOAD_DELAY": 0,
            "ROBOTSTXT_OBEY": False,
            "LOG_LEVEL": "WARNING",
        }
    )
    process.crawl(Releases, start_urls=[f"{base}meldungen/meldungen_letzte_tage.de.jsp?pageNo=1"])
    process.start()


if __name__ == "__main__":
    main()
