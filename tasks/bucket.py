"""One S3 bucket: get, put, list, with the two conditional writes that everything else stands on.

`create` writes only where nothing stands (`If-None-Match: *`), `replace` only over what was read (`If-Match`); both
are safe to repeat and let one of several writers win (RFC 9110, section 13.1). Every failure is a `StoreError` with
one line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from tasks.errors import StoreError

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

_LOST = frozenset({"PreconditionFailed", "412", "ConditionalRequestConflict", "409"})
_ABSENT = frozenset({"NoSuchKey", "404", "NotFound"})
_REFUSED = frozenset({"AccessDenied", "403", "Forbidden", "InvalidAccessKeyId", "SignatureDoesNotMatch"})


@dataclass(frozen=True, slots=True)
class Stored:
    """An object as read: its bytes and the ETag that `replace` wants back."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Kind:
    """How an object is served: media type and caching."""

    media_type: str
    cache: str = "no-cache"


JSON = Kind("application/json")
FOREVER = "public, max-age=31536000, immutable"


class Bucket:
    """A bucket at an endpoint. Thread-safe, as boto3 clients are."""

    def __init__(self, client: "S3Client", name: str) -> None:
        self._client = client
        self.name = name

    def prepare(self, policy: str) -> None:
        """Create the bucket with that policy where it does not exist; one that exists is left as it is."""
        with self._errors("bucket"):
            try:
                self._client.head_bucket(Bucket=self.name)
            except ClientError as error:
                if _code(error) not in _ABSENT | {"NoSuchBucket"}:
                    raise
                self._create()
                self._client.put_bucket_policy(Bucket=self.name, Policy=policy)

    def _create(self) -> None:
        region = self._client.meta.region_name
        if self._client.meta.endpoint_url.endswith("amazonaws.com") and region != "us-east-1":
            self._client.create_bucket(Bucket=self.name, CreateBucketConfiguration={"LocationConstraint": region})  # type: ignore[typeddict-item]
        else:
            self._client.create_bucket(Bucket=self.name)

    def get(self, key: str) -> Stored | None:
        """The object, or None where there is none."""
        with self._errors(key):
            try:
                answer = self._client.get_object(Bucket=self.name, Key=key)
                return Stored(answer["Body"].read(), answer["ETag"])
            except ClientError as error:
                if _code(error) in _ABSENT:
                    return None
                raise

    def put(self, key: str, body: bytes, kind: Kind) -> None:
        """Write, whatever stands there."""
        self._put(key, body, kind)

    def create(self, key: str, body: bytes, kind: Kind) -> bool:
        """Write where nothing stands; False where an object stood already."""
        return self._put(key, body, kind, IfNoneMatch="*")

    def replace(self, key: str, body: bytes, kind: Kind, etag: str | None) -> bool:
        """Write over what was read (`etag`, None for nothing); False where another writer was quicker."""
        return self._put(key, body, kind, **({"IfMatch": etag} if etag else {"IfNoneMatch": "*"}))

    def keys(self, prefix: str) -> Iterator[str]:
        """Every key below the prefix, in order."""
        with self._errors(prefix):
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix):
                for row in page.get("Contents", []):
                    yield row["Key"]

    def folders(self, prefix: str) -> Iterator[str]:
        """The names right below the prefix that have keys below them."""
        with self._errors(prefix):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.name, Prefix=prefix, Delimiter="/"
            )
            for page in pages:
                for row in page.get("CommonPrefixes", []):
                    yield row["Prefix"].removeprefix(prefix).rstrip("/")

    def delete(self, key: str) -> None:
        """Remove the object; nothing happens where there is none."""
        with self._errors(key):
            self._client.delete_object(Bucket=self.name, Key=key)

    def _put(self, key: str, body: bytes, kind: Kind, **condition: Any) -> bool:
        with self._errors(key):
            try:
                self._client.put_object(
                    Bucket=self.name,
                    Key=key,
                    Body=body,
                    ContentType=kind.media_type,
                    CacheControl=kind.cache,
                    **condition,
                )
            except ClientError as error:
                if condition and _code(error) in _LOST:
                    return False
                raise
        return True

    @contextmanager
    def _errors(self, what: str) -> Iterator[None]:
        where = f"storage {self._client.meta.endpoint_url}, bucket {self.name}, {what}"
        try:
            yield
        except NoCredentialsError as error:
            raise StoreError(
                f"{where}: no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or an AWS profile"
            ) from error
        except ClientError as error:
            reason = "the credentials are refused" if _code(error) in _REFUSED else str(error)
            raise StoreError(f"{where}: {reason}") from error
        except BotoCoreError as error:
            raise StoreError(f"{where}: {' '.join(str(error).split())}") from error


def _code(error: ClientError) -> str:
    return error.response.get("Error", {}).get("Code", "")


def open_bucket(
    name: str,
    endpoint_url: str | None,
    region: str | None,
    checksums: Literal["when_supported", "when_required"],
    connections: int = 32,
) -> Bucket:
    """A bucket by boto3's own credential chain. `checksums`: `when_supported`, or `when_required` for older servers."""
    config = Config(
        connect_timeout=5,
        read_timeout=60,
        retries={"mode": "standard", "max_attempts": 4},
        max_pool_connections=connections,
        request_checksum_calculation=checksums,
        response_checksum_validation=checksums,
        s3={"addressing_style": "path"} if endpoint_url else None,
    )
    try:
        client = boto3.session.Session().client("s3", endpoint_url=endpoint_url, region_name=region, config=config)
    except (BotoCoreError, ValueError) as error:
        raise StoreError(f"storage {endpoint_url or 'AWS S3'}: {error}") from error
    return Bucket(client, name)
