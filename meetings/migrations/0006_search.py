import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# The lexemes of a text: every pair of neighbours, the last character alone; of its first line,
# the title, once more behind chr(1); every end of a source behind chr(2), so that a prefix finds
# any part of it. Pairs are cut twice, from the first character and from the second; a folded text
# has no spaces. No function calls another: while an index is made only the names of PostgreSQL
# itself are found.
TERMS = r"""
CREATE FUNCTION meetings_terms(body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT array_to_tsvector(array_remove(string_to_array(
        regexp_replace(body, '(..?)', '\1 ', 'g')
        || regexp_replace(substr(body, 2), '(..?)', '\1 ', 'g'), ' '), ''))
$$;
CREATE FUNCTION meetings_terms(body text, sources text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(
        array_remove(string_to_array(
            regexp_replace(body, '(..?)', '\1 ', 'g')
            || regexp_replace(substr(body, 2), '(..?)', '\1 ', 'g')
            || regexp_replace(split_part(body, E'\n', 1), '(..?)', chr(1) || '\1 ', 'g')
            || regexp_replace(
                substr(split_part(body, E'\n', 1), 2), '(..?)', chr(1) || '\1 ', 'g'
            ), ' '), '')
        || ARRAY(
            SELECT chr(2) || substr(source, place)
            FROM unnest(sources) AS source, generate_series(1, length(source)) AS place
        )
    )
$$;
"""
NO_TERMS = """
DROP FUNCTION meetings_terms(text);
DROP FUNCTION meetings_terms(text, text[]);
"""
# Stamp every row with the transaction that writes it.
STAMPS = """
CREATE FUNCTION meetings_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.stamp := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END
$$;
CREATE TRIGGER meeting_text_stamped BEFORE INSERT OR UPDATE ON meetings_meetingtext
    FOR EACH ROW EXECUTE FUNCTION meetings_stamp();
CREATE TRIGGER directive_text_stamped BEFORE INSERT OR UPDATE ON meetings_directivetext
    FOR EACH ROW EXECUTE FUNCTION meetings_stamp();
"""
NO_STAMPS = """
DROP TRIGGER meeting_text_stamped ON meetings_meetingtext;
DROP TRIGGER directive_text_stamped ON meetings_directivetext;
DROP FUNCTION meetings_stamp();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_needs_and_entries")]
    operations = [
        migrations.DeleteModel("MeetingText"),
        migrations.DeleteModel("DirectiveText"),
        migrations.RunSQL(TERMS, NO_TERMS),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('pk', models.CompositePrimaryKey('unit', 'term', 'segment', blank=True, editable=False, primary_key=True, serialize=False)),
                ('unit', models.CharField(max_length=9, verbose_name='单位')),
                ('term', models.CharField(max_length=4, verbose_name='词')),
                ('segment', models.IntegerField(verbose_name='段')),
                ('rows', models.BinaryField(verbose_name='行')),
            ],
            options={
                'verbose_name': '常用词位图',
                'verbose_name_plural': '常用词位图',
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(max_length=9, verbose_name='单位')),
                ('segment', models.IntegerField(verbose_name='段')),
                ('seen_below', models.BigIntegerField(verbose_name='可见的事务上界')),
            ],
            options={
                'verbose_name': '检索段',
                'verbose_name_plural': '检索段',
                'constraints': [models.UniqueConstraint(fields=('unit', 'segment'), name='one_seal_per_segment')],
            },
        ),
        migrations.CreateModel(
            name='DirectiveText',
            fields=[
                ('text', models.TextField(verbose_name='文本')),
                ('live', models.BooleanField(default=True, verbose_name='公开')),
                ('version', models.PositiveSmallIntegerField(verbose_name='折叠版本')),
                ('stamp', models.BigIntegerField(default=0, editable=False, verbose_name='写入的事务')),
                ('directive', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='searched', serialize=False, to='meetings.directive', verbose_name='指令')),
                ('verb', models.CharField(max_length=8, verbose_name='动词')),
                ('voice', models.BigIntegerField(verbose_name='发言者摘要')),
                ('meeting', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '指令检索文本',
                'verbose_name_plural': '指令检索文本',
                'indexes': [models.Index(fields=['stamp'], name='directive_text_stamp'), django.contrib.postgres.indexes.GinIndex(models.Func(models.F('text'), function='meetings_terms'), name='directive_text_terms')],
            },
        ),
        migrations.CreateModel(
            name='MeetingText',
            fields=[
                ('text', models.TextField(verbose_name='文本')),
                ('live', models.BooleanField(default=True, verbose_name='公开')),
                ('version', models.PositiveSmallIntegerField(verbose_name='折叠版本')),
                ('stamp', models.BigIntegerField(default=0, editable=False, verbose_name='写入的事务')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='searched', serialize=False, to='meetings.meeting', verbose_name='会议')),
                ('organ', models.CharField(blank=True, max_length=24, verbose_name='机构')),
                ('kind', models.CharField(blank=True, max_length=24, verbose_name='类型')),
                ('term', models.PositiveSmallIntegerField(null=True, verbose_name='届')),
                ('number', models.PositiveSmallIntegerField(null=True, verbose_name='次')),
                ('date_first', models.DateField(null=True, verbose_name='最早日期')),
                ('date_last', models.DateField(null=True, verbose_name='最晚日期')),
                ('people', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None, verbose_name='与会')),
                ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='来源')),
                ('city', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.city', verbose_name='城市')),
            ],
            options={
                'verbose_name': '会议检索文本',
                'verbose_name_plural': '会议检索文本',
                'indexes': [models.Index(fields=['stamp'], name='meeting_text_stamp'), django.contrib.postgres.indexes.GinIndex(models.Func(models.F('text'), models.F('sources'), function='meetings_terms'), name='meeting_text_terms')],
            },
        ),
        migrations.RunSQL(STAMPS, NO_STAMPS),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['-updated_at'], name='meeting_newest_change'),
        ),
    ]
