"""Passes on the signals to stop and to load new code, which any thread may wait for."""

import os
import select
import signal

STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM}
RELOAD_SIGNAL = signal.SIGUSR1


class StopSignal:
    """A `threading.Event` that is safe to set in a signal handler.

    An Event takes a lock; a handler that interrupts the thread holding it never returns.
    """

    def __init__(self) -> None:
        self.is_set = False
        self._wants_reload = False
        self._reader, self._writer = os.pipe()

    def listen(self) -> None:
        """Set this on SIGINT, SIGTERM and, unless it is ignored as under nohup, SIGHUP."""
        for number in STOP_SIGNALS:
            signal.signal(number, self.set)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self.set)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)

    def listen_for_reload(self) -> None:
        signal.signal(RELOAD_SIGNAL, self._ask_for_reload)

    def take_reload(self) -> bool:
        """Tell whether new code is to be loaded, once for each signal."""
        wanted, self._wants_reload = self._wants_reload, False
        return wanted

    def _ask_for_reload(self, *_: object) -> None:
        self._wants_reload = True

    def set(self, *_: object) -> None:
        if not self.is_set:
            self.is_set = True
            os.write(self._writer, b".")

    def wait(self, seconds: float) -> bool:
        """Wait until this is set, but not longer than so many seconds; say whether it is."""
        select.select([self._reader], [], [], seconds)
        return self.is_set
