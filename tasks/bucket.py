"""One S3 bucket: get, put, list, with the two conditional writes that everything else stands on.

`create` writes only where nothing stands (`If-None-Match: *`), `replace` only over what was read (`If-Match`); both
are safe to repeat and let one of several writers win (RFC 9110, section 13.1). Every failure is a `StoreError` with
one line.

Every object is written with a seal: the SHA-256 of its bytes, in its metadata (`x-amz-meta-sha256`). `get` gives bytes
that break their seal to nobody: what was damaged in storage is neither read as if it were right nor, changed a little,
written back with a seal of its own. Objects that were written without one are read as they are.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from tasks.errors import StoreError

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import ListObjectsV2OutputTypeDef

_LOST = frozenset({"PreconditionFailed", "412", "ConditionalRequestConflict", "409"})
_ABSENT = frozenset({"NoSuchKey", "404", "NotFound"})
_REFUSED = frozenset({"AccessDenied", "403", "Forbidden", "InvalidAccessKeyId", "SignatureDoesNotMatch"})
_OWNED = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})
_SEAL = "sha256"


@dataclass(frozen=True, slots=True)
class Stored:
    """An object as read: its bytes, the ETag that `replace` wants back, and its seal where it bears one."""

    body: bytes
    etag: str
    seal: str | None = None

    @property
    def is_sealed(self) -> bool:
        """Whether its seal vouches for the bytes."""
        return self.seal == hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as the storage lists it."""

    size: int
    etag: str
    modified: datetime


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
        with self._errors("the bucket itself"):
            if not self._exists() and self._create():
                self._client.put_bucket_policy(Bucket=self.name, Policy=policy)

    def _exists(self) -> bool:
        try:
            self._client.head_bucket(Bucket=self.name)
        except ClientError as error:
            if _code(error) not in _ABSENT | {"NoSuchBucket"}:
                raise
            return False
        return True

    def _create(self) -> bool:
        """Create the bucket; False where another process was quicker."""
        region = self._client.meta.region_name
        on_aws = (urlsplit(self._client.meta.endpoint_url).hostname or "").endswith(".amazonaws.com")
        place: Any = {"CreateBucketConfiguration": {"LocationConstraint": region}}
        try:
            self._client.create_bucket(Bucket=self.name, **(place if on_aws and region != "us-east-1" else {}))
        except ClientError as error:
            if _code(error) in _OWNED and self._exists():
                return False
            raise
        return True

    def get(self, key: str) -> Stored | None:
        """The object, or None where there is none; `StoreError` where its bytes break their seal."""
        stored = self.look(key)
        if stored and stored.seal and not stored.is_sealed:
            raise StoreError(f"{key}: damaged: not the bytes that were written; run `pressearchiv audit --repair`")
        return stored

    def look(self, key: str) -> Stored | None:
        """The object as it is, sound or not; None where there is none."""
        with self._errors(key):
            try:
                answer = self._client.get_object(Bucket=self.name, Key=key)
                return Stored(answer["Body"].read(), answer["ETag"], answer["Metadata"].get(_SEAL))
            except ClientError as error:
                if _code(error) in _ABSENT:
                    return None
                raise

    def put(self, key: str, body: bytes, kind: Kind) -> str:
        """Write, whatever stands there; the new ETag."""
        with self._errors(key):
            return self._put(key, body, kind)

    def create(self, key: str, body: bytes, kind: Kind) -> bool:
        """Write where nothing stands; False where an object stood already."""
        return self.replace(key, body, kind, None)

    def replace(self, key: str, body: bytes, kind: Kind, etag: str | None) -> bool:
        """Write over what was read (`etag`, None for nothing); False where another writer was quicker."""
        with self._errors(key):
            try:
                self._put(key, body, kind, **({"IfMatch": etag} if etag else {"IfNoneMatch": "*"}))
            except ClientError as error:
                if _code(error) in _LOST | _ABSENT:
                    return False
                raise
        return True

    def etags(self, prefix: str, *, deep: bool = True) -> dict[str, str]:
        """The ETag of every object below the prefix, by key in order; not `deep`: of those right below it."""
        with self._errors(prefix):
            pages = self._pages(prefix, deep=deep)
            return {row["Key"]: row["ETag"] for page in pages for row in page.get("Contents", [])}

    def listing(self) -> dict[str, Listed]:
        """Every object of the bucket, by key in order."""
        with self._errors("the whole listing"):
            rows = (row for page in self._pages("", deep=True) for row in page.get("Contents", []))
            return {row["Key"]: Listed(row["Size"], row["ETag"], row["LastModified"]) for row in rows}

    def folders(self, prefix: str) -> tuple[str, ...]:
        """The names right below the prefix that have keys below them."""
        with self._errors(prefix):
            rows = (row for page in self._pages(prefix, deep=False) for row in page.get("CommonPrefixes", []))
            return tuple(row["Prefix"].removeprefix(prefix).rstrip("/") for row in rows)

    def delete(self, key: str) -> None:
        """Remove the object; nothing happens where there is none."""
        with self._errors(key):
            self._client.delete_object(Bucket=self.name, Key=key)

    def _pages(self, prefix: str, *, deep: bool) -> Iterator["ListObjectsV2OutputTypeDef"]:
        grouped: Any = {} if deep else {"Delimiter": "/"}
        yield from self._client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix, **grouped)

    def _put(self, key: str, body: bytes, kind: Kind, **condition: Any) -> str:
        return self._client.put_object(
            Bucket=self.name,
            Key=key,
            Body=body,
            ContentType=kind.media_type,
            CacheControl=kind.cache,
            Metadata={_SEAL: hashlib.sha256(body).hexdigest()},
            **condition,
        )["ETag"]

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
            refused = "the credentials are refused; " if _code(error) in _REFUSED else ""
            raise StoreError(f"{where}: {refused}{_line(error)}") from error
        except BotoCoreError as error:
            raise StoreError(f"{where}: {_line(error)}") from error


def _code(error: ClientError) -> str:
    return error.response.get("Error", {}).get("Code", "")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())


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
        proxies={} if _is_local(endpoint_url) else None,
    )
    try:
        client = boto3.session.Session().client("s3", endpoint_url=endpoint_url, region_name=region, config=config)
    except (BotoCoreError, ValueError) as error:
        raise StoreError(f"storage {endpoint_url or 'AWS S3'}: {_line(error)}") from error
    return Bucket(client, name)


def _is_local(endpoint_url: str | None) -> bool:
    """Whether the storage is on this machine, where no proxy of the environment leads."""
    return endpoint_url is not None and (urlsplit(endpoint_url).hostname or "") in ("127.0.0.1", "::1", "localhost")
