"""The pages of articles."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from meetings.extraction.vocabulary import ArticleKind
from meetings.filters import ArticleFilter, RecordFilter, numbered_page
from meetings.models import Article
from meetings.models.articles import SHORT
from meetings.search.query import Query
from meetings.views.records import instead_of_article

PER_PAGE = 50


def article_list(request: HttpRequest) -> HttpResponse:
    """The articles, those that are no reports with the reason."""
    found = ArticleFilter.of(request, Article.objects.published().as_came())
    page = numbered_page(found, found.narrowed().without_text(), PER_PAGE)
    counts = found.narrowed("kind").by_kind()
    kinds = [(k, counts.get(k.value, 0), k.value in found.chosen["kind"]) for k in ArticleKind]
    context = {"page": page, "kinds": kinds, "total": sum(counts.values())}
    return render(request, "meetings/article_list.html", context)


def article_detail(request: HttpRequest, prefix: str) -> HttpResponse:
    """One article as it came; other lengths of its hash redirect, shared beginnings ask."""
    query = RecordFilter.of(request, Article.objects.none()).query
    alike = list(Article.objects.hashed(prefix[:SHORT]).with_reports()[:20])
    articles = [article for article in alike if article.sha256.startswith(prefix.lower())]
    if len(articles) > 1:
        return _choice(request, prefix, articles)
    article = _only(articles)
    if len(alike) == 1 and prefix != article.sha256[:SHORT]:
        return redirect(article, permanent=True)
    return instead_of_article(request, article) or _shown(request, article, query)


def _shown(request: HttpRequest, article: Article, query: Query) -> HttpResponse:
    context = {"article": article, "query": query}
    return render(request, "meetings/article_detail.html", context)


def _only(articles: list[Article]) -> Article:
    if not articles:
        raise Http404
    return articles[0]


def _choice(request: HttpRequest, prefix: str, articles: list[Article]) -> HttpResponse:
    context = {"prefix": prefix, "articles": articles}
    return render(request, "meetings/article_choice.html", context, status=300)
