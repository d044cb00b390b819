"""Makes changes to the database of a site that runs as other processes.

Run as `python -m tests.config.page_cache.changing.changer`: reads a kind and a turn, answers
with the address to be read before; reads "go", makes the change and answers with what is true then.
"""

import json
import sys
import traceback

import django


def main():
    django.setup()
    from tests.config.page_cache.changing.kinds import KINDS

    kinds = {kind.__name__: kind for kind in KINDS}
    for line in sys.stdin:
        name, turn = line.split()
        steps = kinds[name](int(turn))
        say(next(steps))
        sys.stdin.readline()
        say(next(steps))
        sys.stdin.readline()
        next(steps, None)


def say(what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except Exception:
        traceback.print_exc()
        raise
