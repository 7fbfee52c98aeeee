from django.db import migrations

# The planner needs no more than a rough idea of the lexemes; texts unpack fastest by lz4, postings
# are packed already.
STORAGE = """
ALTER INDEX meeting_text_terms ALTER COLUMN 1 SET STATISTICS 10;
ALTER INDEX directive_text_terms ALTER COLUMN 1 SET STATISTICS 10;
ALTER TABLE meetings_posting ALTER COLUMN rows SET STORAGE EXTERNAL;
DO $$ BEGIN
    ALTER TABLE meetings_meetingtext ALTER COLUMN text SET COMPRESSION lz4;
    ALTER TABLE meetings_directivetext ALTER COLUMN text SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0006_search")]
    operations = [migrations.RunSQL(STORAGE, migrations.RunSQL.noop)]
