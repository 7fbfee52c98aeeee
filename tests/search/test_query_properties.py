"""Whatever is typed is read or refused with a way out, and whatever is read can be written."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meetings.search.query import Node, Query, QueryError
from meetings.search.query.reading import LONGEST
from meetings.search.query.tokens import folded
from meetings.search.query.writing import written
from tests.search.queries import fields, texts, trees, typed


def answer(words: str) -> Query | QueryError:
    """What becomes of what was typed."""
    try:
        return Query.of(words)
    except QueryError as fault:
        return fault


@settings(max_examples=1500, deadline=None)
@given(typed)
def test_what_is_typed_is_read_or_refused_with_a_query_that_can_be_read(words: str) -> None:
    found = answer(words)
    if isinstance(found, QueryError):
        assert 0 <= found.start < found.end <= len(words)
        assert str(found)
        assert found.suggestion or not folded(words).strip("\"'")
        assert bool(Query.of(found.suggestion)) == bool(found.suggestion)
    else:
        assert bool(found) == bool(words.strip())


@settings(max_examples=1000, deadline=None)
@given(typed)
def test_what_is_read_is_written_so_that_it_reads_the_same(words: str) -> None:
    found = answer(words)
    assume(isinstance(found, Query))
    assert Query.of(str(found)) == found
    assert len(str(found)) <= LONGEST


@settings(max_examples=1000, deadline=None)
@given(trees(texts | fields))
def test_a_written_tree_reads_as_itself(tree: Node) -> None:
    asked = written(tree)
    assume(len(asked) <= LONGEST)
    assert Query.of(asked).tree == tree
    assert str(Query(tree)) == asked


@settings(max_examples=300, deadline=None)
@given(typed, st.sampled_from('"“「(~-|'), st.integers(1, 400))
def test_what_is_far_too_long_is_cut_and_mended(words: str, sign: str, times: int) -> None:
    found = answer((words + sign) * times)
    suggestion = found.suggestion if isinstance(found, QueryError) else ""
    assert len(suggestion) <= LONGEST
    assert bool(Query.of(suggestion)) == bool(suggestion)
