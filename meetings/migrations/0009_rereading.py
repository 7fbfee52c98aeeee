import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('meetings', '0008_said_of_officials'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rereading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('articles', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None, verbose_name='文章编号')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='已完成')),
                ('outcomes', models.JSONField(default=dict, verbose_name='结果')),
                ('faults', models.JSONField(default=list, verbose_name='没有读成的')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('who', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
            ],
            options={
                'verbose_name': '重新提取',
                'verbose_name_plural': '重新提取',
                'ordering': ('-id',),
            },
        ),
    ]
