"""The curators' site: every table, with its evidence, corrected only by way of `curation`."""

from django.contrib import admin

from meetings.admin import articles, evidence, facts, meetings, people, places

__all__ = ["articles", "evidence", "facts", "meetings", "people", "places"]

admin.site.site_header = "政务会议档案 管理"
admin.site.site_title = "政务会议档案"
admin.site.index_title = "核校与更正"
