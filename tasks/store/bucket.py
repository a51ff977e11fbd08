"""One S3 bucket: get, put, list, with the two conditional writes that everything else stands on.

`create` writes only where nothing stands (`If-None-Match: *`), `replace` only over what was read (`If-Match`); both
are safe to repeat and let one of several writers win (RFC 9110, section 13.1). Requests that get no answer, or half of
one, are repeated; a write that had been carried out all the same is known again by its bytes. Every failure is a
`StoreError` with one line.

Every object is written with a seal: the SHA-256 of its bytes, in its metadata (`x-amz-meta-sha256`). `get` gives bytes
that break their seal to nobody: what was damaged in storage is neither read as if it were right nor, changed a little,
written back with a seal of its own. Objects that were written without one are read as they are.
"""

import hashlib
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, IncompleteReadError, NoCredentialsError

from tasks.errors import StoreError
from tasks.types.audit import Listed

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import ListObjectsV2OutputTypeDef

_LOST = frozenset({"PreconditionFailed", "412"})
_CONFLICT = frozenset({"ConditionalRequestConflict", "409"})
_ABSENT = frozenset({"NoSuchKey", "404", "NotFound"})
_REFUSED = frozenset({"AccessDenied", "403", "Forbidden", "InvalidAccessKeyId", "SignatureDoesNotMatch"})
_OWNED = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})
_SEAL = "sha256"

_ATTEMPTS = 6
"""At reading one answer, or at one write that others are in the way of."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An object as read: its bytes, the ETag that `replace` wants back, and its seal where it bears one."""

    body: bytes
    etag: str
    seal: str | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def is_sealed(self) -> bool:
        """Whether its seal vouches for the bytes."""
        return self.seal == self.sha256


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
        """Create the bucket with that policy where it does not exist; one that is in use is left as it is.

        One that is empty and without a policy gets it, too: so a crash between the two leaves it. Where the storage
        allows no such policy, it is the operator's own bucket and left as it is.
        """
        with self._errors("the bucket itself"):
            if not self._exists() and self._create():
                self._client.put_bucket_policy(Bucket=self.name, Policy=policy)
            elif self._is_bare():
                try:
                    self._client.put_bucket_policy(Bucket=self.name, Policy=policy)
                except ClientError as error:
                    if _code(error) not in _REFUSED:
                        raise

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

    def _is_bare(self) -> bool:
        """Whether it is empty and without a policy."""
        if self._client.list_objects_v2(Bucket=self.name, MaxKeys=1).get("Contents"):
            return False
        try:
            self._client.get_bucket_policy(Bucket=self.name)
        except ClientError as error:
            if _code(error) not in _REFUSED | {"NoSuchBucketPolicy"}:
                raise
            return _code(error) == "NoSuchBucketPolicy"
        return False

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
                return self._read(key)
            except ClientError as error:
                if _code(error) in _ABSENT:
                    return None
                raise

    def _read(self, key: str, attempts: int = _ATTEMPTS) -> Stored:
        """The object. boto3 repeats a request that fails, but not one whose answer ends in the middle."""
        answer = self._client.get_object(Bucket=self.name, Key=key)
        try:
            return Stored(answer["Body"].read(), answer["ETag"], answer["Metadata"].get(_SEAL))
        except (HTTPClientError, IncompleteReadError):
            if attempts == 1:
                raise
        return self._read(key, attempts - 1)

    def beside(self, name: str) -> "Bucket":
        """Another bucket of the same storage."""
        return Bucket(self._client, name)

    def download(self, key: str, file: Path) -> None:
        """Write an object, however large, to a file; `StoreError` where there is none."""
        with self._errors(key), file.open("wb") as target:
            for chunk in self._client.get_object(Bucket=self.name, Key=key)["Body"].iter_chunks(1 << 20):
                target.write(chunk)

    def has(self, key: str) -> bool:
        """Whether an object stands there."""
        with self._errors(key):
            try:
                self._client.head_object(Bucket=self.name, Key=key)
            except ClientError as error:
                if _code(error) not in _ABSENT:
                    raise
                return False
            return True

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
            return self._overwrite(key, body, kind, etag) is not None

    def overwrite(self, key: str, body: bytes, kind: Kind, etag: str | None) -> str | None:
        """The same; the new ETag, None where another writer was quicker."""
        with self._errors(key):
            return self._overwrite(key, body, kind, etag)

    def _overwrite(self, key: str, body: bytes, kind: Kind, etag: str | None, tries: int = _ATTEMPTS) -> str | None:
        try:
            return self._put(key, body, kind, **({"IfMatch": etag} if etag else {"IfNoneMatch": "*"}))
        except ClientError as error:
            if _code(error) in (_LOST | _ABSENT if etag else _LOST):
                # Asked again, the server refuses what it had carried out the first time.
                stored = self.look(key) if _was_repeated(error) else None
                return stored.etag if stored and stored.body == body else None
            if _code(error) not in _CONFLICT or tries == 1:
                raise
        # Another request was under way: nothing is said of what stands there now.
        time.sleep(random.uniform(0, 0.1))  # noqa: S311  # jitter, not a secret
        return self._overwrite(key, body, kind, etag, tries - 1)

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
            raise StoreError(f"{where}: {refused}{line_of(error)}") from error
        except BotoCoreError as error:
            raise StoreError(f"{where}: {line_of(error)}") from error


def _code(error: ClientError) -> str:
    return error.response.get("Error", {}).get("Code", "")


def _was_repeated(error: ClientError) -> bool:
    return error.response.get("ResponseMetadata", {}).get("RetryAttempts", 0) > 0


def line_of(error: Exception) -> str:
    """What an error says, in one line."""
    return " ".join(str(error).split())
