"""Articles as they came."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings import querysets
from meetings.extraction import vocabulary as vocab
from meetings.models.history import remembered
from meetings.models.places import City

# As many digits of the SHA-256 stand in the address of an article.
SHORT = 12


@remembered("text", "blocks", "extracted_at", "extractor", "version", "need")
class Article(models.Model):
    """One page as it came: decoded text, provenance and what it says of itself."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    source_name = models.CharField("文件名", max_length=255)
    encoding = models.CharField("编码", max_length=20)
    text = models.TextField("原文")
    kind = models.CharField(
        "类别", max_length=20, choices=vocab.ArticleKind.choices(), db_index=True
    )
    reason = models.CharField("原因", max_length=20, choices=vocab.Reason.choices(), blank=True)
    title = models.TextField("标题", blank=True)
    outlet = models.CharField("来源媒体", max_length=120, blank=True, db_index=True)
    republished_by = models.CharField("转载", max_length=120, blank=True)
    url = models.TextField("网址", blank=True)
    published = models.CharField("刊发日期", max_length=30, blank=True)
    published_year_inferred = models.BooleanField("刊发年份为推断", default=False)
    reporters = ArrayField(
        models.CharField(max_length=40), verbose_name="记者", default=list, blank=True
    )
    editors = ArrayField(
        models.CharField(max_length=40), verbose_name="编辑", default=list, blank=True
    )
    authors = ArrayField(
        models.CharField(max_length=40), verbose_name="作者", default=list, blank=True
    )
    author_post = models.CharField("作者职务", max_length=120, blank=True)
    script = models.CharField("字体", max_length=4, default="hans")
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name="城市"
    )
    blocks = models.JSONField("分段", default=list, editable=False)
    state = models.CharField(
        "核校状态",
        max_length=12,
        choices=vocab.ReviewState.choices(),
        default=vocab.ReviewState.PENDING,
        db_index=True,
    )
    state_reason = models.TextField("状态说明", blank=True)
    by_hand = models.BooleanField(
        "手工录入",
        default=False,
        editable=False,
        help_text="没有文章的会议，由人照别的出处录入；文本由录入的各项写成。",
    )
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    need = models.PositiveSmallIntegerField("须看的程度", default=0, editable=False)
    acquired_at = models.DateTimeField("收录时间", auto_now_add=True)
    extracted_at = models.DateTimeField("提取时间", auto_now=True)
    extractor = models.CharField("提取器版本", max_length=20)

    objects = querysets.ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文章"
        ordering = ("-acquired_at", "-id")
        indexes = (
            models.Index(fields=("-need", "-id"), name="article_need"),
            models.Index(fields=("state", "-need", "-id"), name="article_state_need"),
            models.Index(fields=("-acquired_at", "-id"), name="article_newest"),
            HashIndex(fields=("title",), name="article_title"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="article_sha256_hex"
            ),
        )

    def __str__(self) -> str:
        return self.title or self.source_name

    def get_absolute_url(self) -> str:
        """The page of the article."""
        return reverse("article", args=(self.sha256[:SHORT],))


class Original(models.Model):
    """The bytes of an article, apart from it so that lists never read them."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="original", verbose_name="文章"
    )
    content = models.BinaryField("字节")

    class Meta:
        verbose_name = verbose_name_plural = "原件"

    def __str__(self) -> str:
        return f"Original {self.article_id}"
