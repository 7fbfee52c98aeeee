"""The Django project of the archive."""
