"""The environment variables that the server and the client library may see."""

import os

# A proxy for "what finds programs and libraries"; everything else (PG*, LC_*, LANG, TZ, HOME,
# PYTHON*) would change what initdb writes or how the server and its clients behave.
KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def for_server() -> dict[str, str]:
    """The environment of initdb, the server and the watchdog: C messages, time in UTC."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"TZ": "UTC"}


def drop_client_variables() -> None:
    """Remove PG* from this process, for good.

    libpq reads them itself (PGSERVICE, PGOPTIONS, PGREQUIREAUTH, …) and a connection parameter
    cannot outvote all of them; they speak of some other server than the embedded one.
    """
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]
