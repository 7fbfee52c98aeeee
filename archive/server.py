"""Serve the archive on this machine with gunicorn, on a port that is known to be free."""

import os
import signal
import socket
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # it has no types
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]  # it has no types

HOST = "127.0.0.1"
WORKERS = 2
THREADS = 4


class PortError(Exception):
    """A port that cannot be listened on; the text names it, the fault and the way out."""


def listen(port: int) -> socket.socket:
    """A socket that listens on the port of this machine alone. Raises PortError."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # A port whose last connections still linger is free.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as fault:
        listener.close()
        msg = f"Port {port} cannot be used ({fault.strerror}): choose another with --port."
        raise PortError(msg) from fault
    return listener


def serve(listener: socket.socket, announce: Callable[[], None]) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP; never returns. `announce` is called when it serves."""
    connections.close_all()
    _Application(listener, announce).run()


class _Arbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """The master process: a closing terminal stops it, unless nohup spares it; it never reloads."""

    spared = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN

    def handle_hup(self) -> None:
        if not self.spared:
            self.handle_term()


class _Application(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with our settings; it reads no file and no variable of its own."""

    def __init__(self, listener: socket.socket, announce: Callable[[], None]) -> None:
        self.listener = listener
        self.announce = announce
        super().__init__()

    def load_config(self) -> None:
        os.set_inheritable(self.listener.fileno(), True)
        for name, value in self._settings().items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()

    def run(self) -> None:
        _Arbiter(self).run()

    def _settings(self) -> dict[str, Any]:
        return {
            "bind": f"fd://{self.listener.fileno()}",
            "workers": WORKERS,
            "threads": THREADS,
            "worker_class": "gthread",
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _: self.announce(),
            "graceful_timeout": 5,
        }
