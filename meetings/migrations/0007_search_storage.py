from django.db import migrations

# ANALYZE cuts every text of its sample into lexemes, so the sample is kept small; texts unpack
# fastest by lz4; postings are packed already.
STORAGE = """
ALTER INDEX meeting_text_terms ALTER COLUMN 1 SET STATISTICS 10;
ALTER INDEX directive_text_terms ALTER COLUMN 1 SET STATISTICS 10;
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT attrelid::regclass AS held, attname FROM pg_attribute
        WHERE attrelid IN ('meetings_meetingtext'::regclass, 'meetings_directivetext'::regclass)
        AND attnum > 0 AND NOT attisdropped
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 10', one.held, one.attname);
    END LOOP;
END $$;
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
