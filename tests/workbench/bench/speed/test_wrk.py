import pytest

from tests.workbench.bench.speed.wrk import Run, read

OUTPUT = """Running 1s test @ http://127.0.0.1:8000/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     4.66ms    1.01ms  14.50ms   90.81%
  13721 requests in 1.00s, 421.58MB read
Requests/sec:  13684.72
Transfer/sec:    420.47MB
"""


def test_requests_and_their_rate_are_read():
    assert read(OUTPUT) == Run(13721, 13684.72)


@pytest.mark.parametrize(
    "line",
    [
        "  Non-2xx or 3xx responses: 12",
        "  Socket errors: connect 0, read 3, write 0, timeout 0",
    ],
)
def test_failed_requests_are_no_figure(line):
    with pytest.raises(RuntimeError, match=line.strip()):
        read(OUTPUT.replace("Requests/sec", f"{line}\nRequests/sec"))
