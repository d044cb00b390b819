"""What Linux says of processes and of this machine."""

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def processor_seconds(pids: Iterable[int]) -> float:
    """Return what processes have spent, in user mode and in the kernel."""
    return sum(read_ticks((PROC / f"{pid}/stat").read_text()) for pid in pids) / TICKS_PER_SECOND


def running_seconds(pid: int) -> float:
    """Return what a process has spent, to the nanosecond; 0 for one that can't be seen."""
    try:
        return int((PROC / f"{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def read_ticks(stat: str) -> int:
    """Return utime and stime of a `stat` file; the name before them may hold anything."""
    fields = stat.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def memory_bytes(pids: Iterable[int]) -> int:
    """Return the memory of processes, what they share being counted once (PSS)."""
    return sum(read_pss((PROC / f"{pid}/smaps_rollup").read_text()) for pid in pids)


def read_pss(rollup: str) -> int:
    """Return the bytes of the line `Pss:`, which is in kB."""
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) * 1024


def describe() -> str:
    """Say what machine this is and how busy."""
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    return f"{os.cpu_count()} cores, {os.uname().machine}, load average {load}"
