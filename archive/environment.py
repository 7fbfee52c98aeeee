"""Read settings from the environment, with errors that name the variable."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}


def flag(name: str, *, default: bool = False) -> bool:
    """A yes/no variable; anything else is refused by name."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    msg = f"{name}={value!r} is neither yes nor no: set it to 1 or 0."
    raise ImproperlyConfigured(msg)


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A whole number that is not negative; anything else is refused by name."""
    value = os.environ.get(name, str(default))
    if value.strip().isdecimal():
        return int(value)
    msg = f"{name}={value!r} is not a whole number: set it to, say, {default}."
    raise ImproperlyConfigured(msg)


def database(embedded: Path) -> dict[str, Any]:
    """The user's own PostgreSQL from DATABASE_URL, else the embedded one in a folder."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return {"ENGINE": "archive.postgres", "NAME": "archive", "DATA": str(embedded)}
    try:
        config = dict(dj_database_url.parse(url))
    except (ValueError, KeyError, dj_database_url.ParseError) as fault:
        msg = (
            f"DATABASE_URL cannot be read ({fault}): use postgresql://user:password@host:5432/name."
        )
        raise ImproperlyConfigured(msg) from fault
    if config.get("ENGINE") != "django.db.backends.postgresql":
        msg = "DATABASE_URL does not name a PostgreSQL database: start it with postgresql://."
        raise ImproperlyConfigured(msg)
    return config


def secret_key(path: Path) -> str:
    """SECRET_KEY, else the key kept in a file (mode 0600) that the first run makes."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if not path.exists():
        if not path.parent.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _give_to_owner_of(path.parent.parent, path.parent)
        _write_once(path, secrets.token_urlsafe(50))
    try:
        key = path.read_text(encoding="ascii").strip()
    except OSError as fault:
        way_out = "run as its owner, or set SECRET_KEY."
        msg = f"Key file {path} cannot be read ({fault.strerror}): {way_out}"
        raise ImproperlyConfigured(msg) from fault
    if len(key) < 50:
        msg = f"The key file {path} holds no key: delete it, or set SECRET_KEY."
        raise ImproperlyConfigured(msg)
    return key


def _write_once(path: Path, text: str) -> None:
    """Write a whole file at once; a second process that comes first wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    _give_to_owner_of(path.parent, draft)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _give_to_owner_of(folder: Path, made: Path) -> None:
    """What root makes in an ordinary user's checkout belongs to that user."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(made, owner.st_uid, owner.st_gid)
