"""Every test of writing looks whether the search rows followed."""

from tests.drift import search_rows_follow as search_rows_follow
