"""What autovacuum does beside an archive that grows: it cannot for a test's one transaction."""

from django.db import connection

# As many texts are stored before the planner is told what there is.
SOME = 50


def told() -> None:
    """Tell the planner what a long test has stored, lest it read whole tables over and over."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE meetings_official, meetings_attendance, meetings_report")
