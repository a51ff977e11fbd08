"""Events that automations can act on: what happened to a release, how a source fares.

    pressearchiv.release.new         archived for the first time
    pressearchiv.release.changed     says something else than before
    pressearchiv.release.missing     the city's site answers that it is not there; being watched
    pressearchiv.release.gone        it is gone from the city's site for good
    pressearchiv.release.back        it was missing or gone, and is there again
    pressearchiv.release.withdrawn   taken down in this archive
    pressearchiv.release.restored    put up again
    pressearchiv.source.failed       a run failed: nothing new was published
    pressearchiv.source.blocked      the city's site keeps us out
    pressearchiv.source.silent       nothing new for longer than the cadence allows
    pressearchiv.source.warned       a run counts, with warnings
    pressearchiv.source.good         a run without any of these

Resources are `pressearchiv.release.SOURCE/ID` and `pressearchiv.source.SOURCE`; the run stands among the related ones.
What happened to a release is told once it stands in the ledger, a run that dies in between tells it once more: what
acts on it must bear that. Readers find the release when its run has ended well.
"""

from collections.abc import Mapping, Sequence

from prefect.events import emit_event

from config.source import Source
from tasks.health.news import News
from tasks.types.health import SourceHealth

_LONGEST = 500
"""Characters of one text in an event."""


def announce_releases(city: Source, news: Sequence[News]) -> None:
    """Tell what happened to these releases."""
    for one in news:
        told = {
            "source": city.id,
            "id": one.id,
            "url": one.url,
            "headline": one.headline,
            "datePublished": one.published,
            "version": one.version,
            "cause": one.cause,
        }
        announce_release(city.id, one.id, one.happening, one.headline, told)


def announce_release(
    source: str, release: str, happening: str, name: str | None, told: Mapping[str, object] | None = None
) -> None:
    """Tell one thing that happened to a release."""
    emit_event(
        f"pressearchiv.release.{happening}",
        resource={
            "prefect.resource.id": f"pressearchiv.release.{source}/{release}",
            "prefect.resource.name": (name or release)[:_LONGEST],
        },
        related=[_source(source, source)],
        payload={key: _short(value) for key, value in (told or {}).items() if value is not None},
    )


def announce_health(health: SourceHealth) -> None:
    """Tell how the source fares after a run: every alarm, else a warning, else that all is well."""
    said = health.alarms or (health.last.ending,)
    for one in said:
        emit_event(
            f"pressearchiv.source.{one}",
            resource={
                "prefect.resource.id": f"pressearchiv.source.{health.id}",
                "prefect.resource.name": health.name,
            },
            payload={
                "source": health.id,
                "summary": _short(health.last.summary),
                "reasons": [_short(line) for line in (*health.last.failures, *health.last.warnings)][:20],
                "blocks": list(health.last.blocks),
                "newest": health.silence.latest,
                "lastGood": health.last_good.finished.isoformat() if health.last_good else None,
            },
        )


def _source(source: str, name: str) -> dict[str, str]:
    return {
        "prefect.resource.id": f"pressearchiv.source.{source}",
        "prefect.resource.role": "source",
        "prefect.resource.name": name,
    }


def _short(value: object) -> object:
    return value[:_LONGEST] if isinstance(value, str) else value
