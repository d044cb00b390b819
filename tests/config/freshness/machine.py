"""A machine of several: prints its generation at the start and whenever another's change arrives.

Run as `python -m tests.config.freshness.machine`; a line on its input is a change of its own.
"""

import sys
import threading
import time

import django


def main():
    django.setup()
    from config.freshness.announcing import announce_change, begin_process, generation

    begin_process()
    threading.Thread(target=report, args=(generation(),), daemon=True).start()
    for _ in sys.stdin:
        announce_change()


def report(generation):
    known = None
    while True:
        if generation.current() != known:
            known = generation.current()
            sys.stdout.write(f"{time.time()} {known.hex()}\n")
            sys.stdout.flush()
        time.sleep(0.005)


if __name__ == "__main__":
    main()
