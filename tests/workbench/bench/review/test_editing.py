"""What the editing bench measures with: the body, the processes, the table."""

import os
import subprocess
import sys

from blog.models import BlogPostPage
from tests.workbench.bench.review.editing import STEPS, descendants, report
from tests.workbench.bench.review.long_body import KINDS, long_body


def test_the_long_body_holds_a_value_of_each_kind_that_our_blocks_take(db):
    raw = long_body(40, image=1)
    assert [block["type"] for block in raw] == [*KINDS, *KINDS]
    body = BlogPostPage(title="Long").body.stream_block.to_python(raw)
    assert len({block.block_type for block in body}) == 9
    assert body[0].block.to_markdown(body[0].value).startswith("Passage 0.")
    assert body[19].value.caption == "Costs 19"


def test_all_processes_below_one_are_found():
    nested = f"import subprocess; subprocess.run([{sys.executable!r}, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", nested], stdin=subprocess.PIPE) as child:
        while len(found := descendants(child.pid)) < 2:
            assert child.poll() is None
        assert found[0] == child.pid
        assert set(found) <= set(descendants(os.getpid()))
        child.communicate(b"\n")


def test_the_table_compares_medians():
    times = {("ours", step): [(2.0, 0.3), (9.0, 0.9), (3.0, 0.6)] for step in STEPS}
    times |= {("stock", step): [(1.5, 0.5)] for step in STEPS}
    *rows, total = list(report(times))
    assert rows[1].split()[:6] == ["open", "ours", "3000", "stock", "1500", "2.00"]
    assert total.startswith("all steps by the processor: 1.20 times stock")
