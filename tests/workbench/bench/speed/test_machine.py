import os

from tests.workbench.bench.speed.machine import (
    memory_bytes,
    read_pss,
    read_ticks,
    running_seconds,
)


def test_ticks_are_found_behind_any_name():
    stat = "12 (a ) b) S " + " ".join(str(number) for number in range(4, 40))
    assert read_ticks(stat) == 14 + 15


def test_the_proportional_size_is_read_in_bytes():
    rollup = "5500-7fff ---p [rollup]\nRss:  900 kB\nPss:  300 kB\nPss_Dirty:  20 kB\n"
    assert read_pss(rollup) == 300 * 1024


def test_this_process_has_run_and_takes_memory():
    assert running_seconds(os.getpid()) > 0
    assert memory_bytes([os.getpid()]) > 1024 * 1024
    assert running_seconds(0) == 0
