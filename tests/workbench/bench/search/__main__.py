"""`make bench-search`: every judge of the search, each in a process of its own.

`--held-out` judges by the half of the known items that is never tuned on; `--large` adds the
latency at 100,000 posts. With DATABASE_URL set, all of it runs on that server, in databases whose
names begin with that of the one given.
"""

import subprocess
import sys


def main() -> None:
    arguments = set(sys.argv[1:])
    if unknown := arguments - {"--held-out", "--large"}:
        sys.exit(f"Unknown: {' '.join(unknown)}\n{__doc__}")
    held_out = arguments & {"--held-out"}
    sizes = ["1000", "10000", *(["100000"] if "--large" in arguments else [])]
    judge("known_item", *held_out)
    for size in sizes:
        judge("latency", size)
    judge("admin")
    judge("related")


def judge(name: str, *arguments: str) -> None:
    print(f"\n== {' '.join([name, *arguments])}", flush=True)  # noqa: T201
    subprocess.run(
        [sys.executable, "-m", f"tests.workbench.bench.search.{name}", *arguments], check=True
    )


if __name__ == "__main__":
    main()
