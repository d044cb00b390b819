"""Reads the metrics that `/metrics` shows: tasks, the scheduler, the web workers' processes."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.db import Error as DatabaseError
from django.db.models import Count
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from config.monitoring.heartbeat import seconds_since_beat

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
TASK_STATES = {"READY": "queued", "RUNNING": "running", "FAILED": "failed"}
# The same for each process, so they are not added up.
NOT_SUMMED = {"process_start_time_seconds": min, "process_max_fds": max}


def render(own: CollectorRegistry) -> bytes:
    """Return all metrics in Prometheus' text format; those of `own` from all workers if shared."""
    registry = CollectorRegistry()
    if folder := os.environ.get(SHARED_FOLDER):
        forget_the_dead(Path(folder))
        MultiProcessCollector(registry)
    else:
        registry.register(own)
    for source in (Tasks(), Scheduler(), Processes()):
        registry.register(source)
    return generate_latest(registry)


def make_shared_folder(folder: Path) -> None:
    """Make the folder that workers share, without what earlier ones left."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)


def worker_ids(folder: Path, kind: str = "*") -> set[int]:
    """Return the ids of the processes that have written here, dead or alive."""
    return {int(file.stem.rpartition("_")[2]) for file in folder.glob(f"{kind}_*.db")}


def forget_the_dead(folder: Path) -> None:
    """Drop what workers that were killed had in hand; what they counted stays."""
    for pid in worker_ids(folder):
        if not is_alive(pid):
            mark_process_dead(pid, str(folder))


def is_alive(pid: int) -> bool:
    with suppress(OSError):
        os.kill(pid, 0)
        return True
    return False


class Tasks:
    def collect(self) -> Iterator[Metric]:
        """Yield background tasks by state; nothing while the database is away."""
        found = DBTaskResult.objects.filter(status__in=TASK_STATES).order_by()
        with suppress(DatabaseError):
            counts = dict(found.values_list("status").annotate(Count("pk")))
            family = GaugeMetricFamily(
                "epoch_background_tasks", "Background tasks", labels=["state"]
            )
            for status, state in TASK_STATES.items():
                family.add_metric([state], counts.get(status, 0))
            yield family


class Scheduler:
    def collect(self) -> Iterator[Metric]:
        """Yield the age of the scheduler's last run; nothing if it never ran."""
        if (age := seconds_since_beat()) is not None:
            name = "epoch_scheduler_last_run_age_seconds"
            yield GaugeMetricFamily(name, "Seconds since the scheduler last ran", value=age)


class Processes:
    def collect(self) -> Iterator[Metric]:
        """Yield memory, processor time and files of all web workers together (Linux only)."""
        folder = os.environ.get(SHARED_FOLDER)
        # The background process counts too, but has no requests in hand.
        known = worker_ids(Path(folder), "gauge_livesum") if folder else set()
        workers = {pid for pid in known | {os.getpid()} if is_alive(pid)}
        yield GaugeMetricFamily("epoch_web_workers", "Living web workers", value=len(workers))
        families: dict[str, list[Metric]] = {}
        for pid in workers:
            for metric in metrics_of(pid):
                families.setdefault(metric.name, []).append(metric)
        yield from (added_up(same) for same in families.values())


def metrics_of(pid: int) -> Iterable[Metric]:
    return ProcessCollector(pid=lambda: pid, registry=None).collect()


def added_up(metrics: list[Metric]) -> Metric:
    """Return one metric in place of one for each process."""
    total = metrics[0]
    (sample,) = total.samples
    values = [metric.samples[0].value for metric in metrics]
    total.samples = [sample._replace(value=NOT_SUMMED.get(sample.name, sum)(values))]
    return total
