"""What an archive at rest promises: the audit is clean, readers find all that is named, nothing is left to publish."""

from collections.abc import Iterator
from datetime import UTC, datetime

from tasks.audit.survey import survey
from tasks.publish import everything, publish
from tasks.site.rendering import Site
from tasks.store.store import Store
from tests.tasks.publish.tree import problems, read_tree


def unsound(store: Store, known: dict[str, bytes] | None = None) -> list[str]:
    """Everything that is not as promised, a line each. `known`: bytes that were read just now, by ETag."""
    return [*_audited(store), *problems(read_tree(store.bucket, known)), *_unpublished(store)]


def _audited(store: Store) -> Iterator[str]:
    """What the audit finds when it reads every byte; it leaves no report, which would be no run's."""
    for finding in survey(store.bucket, datetime.now(UTC), None).findings:
        yield f"audit: {finding.kind} {finding.key}: {finding.what}"


def _unpublished(store: Store) -> Iterator[str]:
    if written := publish(store, everything(store), Site()):
        yield f"{written} files were left to publish"
