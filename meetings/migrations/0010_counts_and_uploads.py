import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0009_rereading")]

    operations = [
        migrations.AlterField(
            model_name="quorum",
            name="expected",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="应到"),
        ),
        migrations.AlterField(
            model_name="quorumevent",
            name="expected",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="应到"),
        ),
        migrations.AddField(
            model_name="upload",
            name="article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="meetings.article",
                verbose_name="文章",
            ),
        ),
    ]
