import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tasks.site.rendering import Site
from tasks.store.bucket import Bucket
from tests.tasks.publish.archives import Archive
from tests.tasks.publish.conftest import filled
from tests.tasks.publish.tree import read_tree
from tests.tasks.verify.copies import write

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


@pytest.fixture(scope="module")
def standing(s3_client: "S3Client") -> Archive:
    """A small archive, published by a site that knows its address."""
    archive = filled(Bucket(s3_client, f"test-{uuid.uuid4().hex}"))
    archive.publish(Site(url="https://archiv.example/presse"))
    return archive


@pytest.fixture(scope="module")
def tree(standing: Archive) -> dict[str, bytes]:
    """What is published of it."""
    return read_tree(standing.store.bucket)


@pytest.fixture
def copy(tree: dict[str, bytes], tmp_path: Path) -> Path:
    """That tree in a folder of its own."""
    return write(tmp_path.resolve() / "copy", tree)
