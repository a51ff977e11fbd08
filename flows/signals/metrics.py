"""A run's figures in Prometheus' text form: into a file for node_exporter's textfile collector, or pushed to a gateway.

One file a source (`pressearchiv-SOURCE.prom`), replaced whole after each of its runs, so that sources do not disturb
each other. A gateway that does not answer is a warning: figures are no reason for a run to fail.
"""

import logging
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, generate_latest, push_to_gateway, write_to_textfile

from config.settings import Settings
from flows.reports.run import RunReport
from tasks.types.health import SourceHealth
from tasks.types.visit import Result

log = logging.getLogger(__name__)

_RESULTS: tuple[Result, ...] = ("new", "changed", "unchanged", "set aside", "missing", "gone", "outside", "failed")
_ALARMS = ("failed", "blocked", "silent")


def give_metrics(report: RunReport, settings: Settings) -> None:
    """Write and push the run's figures, as far as the settings ask for it."""
    if report.health is None or not (settings.metrics_dir or settings.metrics_push_url):
        return
    registry = figures(report, report.health)
    try:
        if settings.metrics_dir:
            folder = Path(settings.metrics_dir)
            folder.mkdir(parents=True, exist_ok=True)
            write_to_textfile(str(folder / f"pressearchiv-{report.source}.prom"), registry)
        if settings.metrics_push_url:
            push_to_gateway(
                settings.metrics_push_url, job="pressearchiv", registry=registry, grouping_key={"source": report.source}
            )
    except OSError as error:  # a full disk, a closed folder, a gateway that does not answer
        log.warning("metrics: not given: %s", error)


def text_of(report: RunReport) -> str:
    """The figures as text; nothing where the run measured none."""
    return generate_latest(figures(report, report.health)).decode() if report.health else ""


def figures(report: RunReport, health: SourceHealth) -> CollectorRegistry:
    """All figures of one run."""
    registry = CollectorRegistry()

    def gauge(name: str, text: str, value: float, **labels: str) -> None:
        known = made.get(name)
        if known is None:
            known = made[name] = Gauge(f"pressearchiv_{name}", text, ("source", *labels), registry=registry)
        known.labels(source=report.source, **labels).set(value)

    made: dict[str, Gauge] = {}
    gauge("run_started_timestamp_seconds", "When the last run began.", report.started.timestamp())
    gauge("run_duration_seconds", "How long it took.", (report.finished - report.started).total_seconds())
    gauge("run_good", "Whether it published: 1, or 0 where it failed.", health.last.ending != "failed")
    good = health.last_good.finished.timestamp() if health.last_good else 0
    gauge("run_good_timestamp_seconds", "When the last run ended that published; 0: none yet.", good)
    gauge("run_received_bytes", "Bytes of message bodies received.", report.received)
    gauge("run_published_files", "Files written below public/.", report.published or 0)
    gauge("run_listed_releases", "Releases that the seeds list.", sum(seed.fresh for seed in report.seeds))
    for result in _RESULTS:
        gauge("run_releases", "Releases by what came of them.", report.counts[result], result=result.replace(" ", "_"))
    for one in health.gates:
        if one.measured is not None:
            gauge("gate_measured", "What a gate measured: a count, or a share.", one.measured, gate=one.name)
        gauge("gate_limit", "What the gate asks for.", one.limit, gate=one.name)
        gauge("gate_failed", "Whether the gate was failed.", one.verdict == "failed", gate=one.name)
    for alarm in _ALARMS:
        gauge("alarm", "Whether the source wants somebody's eye.", alarm in health.alarms, alarm=alarm)
    gauge("silence_days", "Days since the newest release.", health.silence.days)
    if health.silence.expected is not None:
        gauge("silence_expected_days", "Of these, days on which one was expected.", health.silence.expected)
    return registry
