"""The search as JSON, read only: the same questions as the pages, the same answers."""
