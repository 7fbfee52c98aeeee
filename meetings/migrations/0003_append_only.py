from django.db import migrations

REFUSE = """
CREATE FUNCTION meetings_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: add a row instead', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER correction_append_only BEFORE UPDATE OR DELETE ON meetings_correction
    FOR EACH ROW EXECUTE FUNCTION meetings_refuse_change();
"""
ALLOW = """
DROP TRIGGER correction_append_only ON meetings_correction;
DROP FUNCTION meetings_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_tables")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
