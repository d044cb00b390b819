"""Asks worker processes for pages in turn."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from tests.config.serving.processes import MANAGE

PAGES = "tests.workbench.bench.speed.pages"
EXPECTED = (200, 302)


@dataclass(frozen=True)
class Answer:
    """One request: seconds of the processor and of the clock."""

    processor: float
    wall: float
    status: int
    bytes: int


class Worker:
    """The other end of `worker.py`."""

    def __init__(self, environment: Mapping[str, str], pages: str = PAGES) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.workbench.bench.speed.worker", pages],
            env=environment,
            cwd=MANAGE.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, *command: object) -> Any:
        """Send a command and return what is answered; raises RuntimeError when the process ends."""
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"The worker ended at {command}.")
        return json.loads(line)

    def ask(self, kind: str, number: int = 0, *, anew: bool = False) -> Answer:
        """Ask for a page; `anew` empties Django's cache before."""
        answer = Answer(**self.tell("ask-anew" if anew else "ask", kind, number))
        if answer.status not in EXPECTED:
            raise RuntimeError(f"{kind} {number} was answered with {answer.status}.")
        return answer

    def leave(self) -> None:
        self.process.communicate()


@contextmanager
def workers(*environments: Mapping[str, str], pages: str = PAGES) -> Iterator[list[Worker]]:
    """Yield a worker for each environment, all running at once."""
    with ExitStack() as stack:
        started = [Worker(each, pages) for each in environments]
        for worker in started:
            stack.callback(worker.leave)
        yield started


def take_turns(
    started: Sequence[Worker], kind: str, rounds: int, *, anew: bool = False
) -> list[list[Answer]]:
    """Return the answers of each worker, asked in turn; the first of each is left out."""
    answers: list[list[Answer]] = [[] for _worker in started]
    for number in range(rounds + 1):
        for place, worker in enumerate(started):
            answers[place].append(worker.ask(kind, number, anew=anew))
    return [each[1:] for each in answers]
