import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0007_search_storage'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='official',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='official',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='official',
            name='by_hand',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='手工录入'),
        ),
        migrations.AddField(
            model_name='official',
            name='city_by_hand',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='所在地由人定'),
        ),
        migrations.AddField(
            model_name='official',
            name='city_read',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.city', verbose_name='按规则的所在地'),
        ),
        migrations.AddField(
            model_name='officialevent',
            name='by_hand',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='手工录入'),
        ),
        migrations.AddField(
            model_name='officialevent',
            name='city_by_hand',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='所在地由人定'),
        ),
        migrations.AddField(
            model_name='officialevent',
            name='city_read',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='meetings.city', verbose_name='按规则的所在地'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "meetings_officialevent" ("also_in", "by_hand", "city_by_hand", "city_id", "city_read_id", "id", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "sort_key") VALUES (OLD."also_in", OLD."by_hand", OLD."city_by_hand", OLD."city_id", OLD."city_read_id", OLD."id", OLD."merged_into_id", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."pinyin", OLD."sort_key"); RETURN NULL;', hash='a98e44419d1fd7a45b5a4fe11f9e63988a469f6b', operation='UPDATE', pgid='pgtrigger_update_update_7dd5d', table='meetings_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_officialevent" ("also_in", "by_hand", "city_by_hand", "city_id", "city_read_id", "id", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "sort_key") VALUES (OLD."also_in", OLD."by_hand", OLD."city_by_hand", OLD."city_id", OLD."city_read_id", OLD."id", OLD."merged_into_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pinyin", OLD."sort_key"); RETURN NULL;', hash='0808f380658c8ee1f9e5cf47d5ff02c079ac77bd', operation='DELETE', pgid='pgtrigger_delete_delete_11b0b', table='meetings_official', when='AFTER')),
        ),
    ]
