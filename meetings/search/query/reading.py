"""Read a query: NOT binds tighter than AND, AND tighter than OR, near only joins two strings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from meetings.search.query import faults
from meetings.search.query.faults import Edit, Fault, Value
from meetings.search.query.fields import FieldName
from meetings.search.query.nodes import (
    Leaf,
    Near,
    Node,
    Words,
    all_of,
    any_of,
    leaves,
    none_of,
)
from meetings.search.query.tokens import Sort, Token, folded, tokens
from meetings.search.query.values import BadValue, to_condition, to_example
from meetings.search.query.writing import quoted

LONGEST = 200
MOST_TERMS = 12
NEAREST, FURTHEST = 1, 50
USUAL_DISTANCE = 10
TEXT = (Sort.WORD, Sort.PHRASE)
OPERANDS = (*TEXT, Sort.FIELD, Sort.OPEN, Sort.NOT)


def read(typed: str) -> Node | None:
    """The tree of what was typed; None for nothing. Raises Fault."""
    if len(typed) > LONGEST:
        over = Edit(LONGEST, len(typed))
        told: dict[str, Value] = {"count": len(typed), "most": LONGEST}
        raise Fault(faults.TOO_LONG, LONGEST, len(typed), over, told)
    reader = _Reader(typed, list(tokens(typed)))
    tree = reader.read()
    if typed.strip() and tree is None:
        raise Fault(faults.NO_WORDS, 0, len(typed), Edit(0, len(typed)))
    return tree


@dataclass
class _Group:
    """What has been read since a bracket was opened, or since the beginning."""

    opened: Token | None = None
    name: FieldName | None = None
    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])
    operands: int = 0
    waiting: Token | None = None
    turned: bool = False

    def add(self, node: Node | None) -> None:
        """Take an operand; None is one that folds to nothing."""
        if node is not None:
            self.alternatives[-1].append(none_of(node) if self.turned else node)
        self.operands += 1
        self.waiting, self.turned = None, False

    def tree(self) -> Node | None:
        """OR of ANDs."""
        several = (all_of(parts) for parts in self.alternatives)
        return any_of(part for part in several if part is not None)


class _Reader:
    """Walks the tokens once, with a stack of open brackets."""

    def __init__(self, typed: str, pieces: Sequence[Token]) -> None:
        self.typed, self.pieces = typed, pieces
        self.at = 0
        self.groups = [_Group()]
        self.places: list[int] = []

    def read(self) -> Node | None:
        """The whole tree; raises Fault."""
        while self.at < len(self.pieces):
            token = self.pieces[self.at]
            self.at += 1
            self._take(token)
        self._finished()
        if opened := self.groups[-1].opened:
            end = len(self.typed.rstrip())
            still = [group.opened for group in self.groups[:0:-1] if group.opened]
            missing = Edit(end, end, "".join(")" if one.text == "(" else "）" for one in still))
            raise Fault(faults.UNCLOSED_BRACKET, opened.start, opened.end, missing)
        tree = self.groups[0].tree()
        self._count(tree)
        return tree

    def _take(self, token: Token) -> None:
        if token.sort in (Sort.AND, Sort.OR, Sort.NOT) or self._is_or(token):
            self._operator(token)
        elif token.sort is Sort.OPEN:
            self._open(token, None)
        elif token.sort is Sort.CLOSE:
            self._close(token)
        elif token.sort is Sort.FIELD:
            self._field(token)
        elif token.sort is Sort.NEAR:
            self._refuse_near(token)
        elif name := self.groups[-1].name:
            self.groups[-1].add(self._condition(name, token, None))
        else:
            self.groups[-1].add(self._text(token))

    def _peek(self) -> Token | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def _is_or(self, token: Token) -> bool:
        """Whether a word is 或 with something on either side; alone it is a word."""
        group, after = self.groups[-1], self._peek()
        stands = group.operands and not group.waiting and after and after.sort in OPERANDS
        return token.sort is Sort.WORD and token.text == "或" and bool(stands)

    def _operator(self, token: Token) -> None:
        group = self.groups[-1]
        if token.sort is Sort.NOT:
            self._refuse_lone_minus(token)
            group.turned = not group.turned
        else:
            self._finished()
            if not group.operands:
                self._refuse(faults.NOTHING_BEFORE, token)
            if token.sort is not Sort.AND:
                group.alternatives.append([])
                group.operands = 0
        group.waiting = token

    def _refuse_lone_minus(self, token: Token) -> None:
        after = self._peek()
        if token.text in "-－" and after and after.start > token.end and after.sort in OPERANDS:
            edit = Edit(token.start, after.start, "-")
            raise Fault(faults.LONE_MINUS, token.start, token.end, edit)

    def _finished(self) -> None:
        """Raise where an operator still waits for what comes after it."""
        if waiting := self.groups[-1].waiting:
            self._refuse(faults.NOTHING_AFTER, waiting)

    def _refuse(self, template: str, token: Token, edit: Edit | None = None) -> NoReturn:
        without = Edit(token.start, token.end, " ")
        sign = self.typed[token.start : token.end]
        raise Fault(template, token.start, token.end, edit or without, {"sign": sign})

    def _open(self, token: Token, name: FieldName | None) -> None:
        above = self.groups[-1]
        self.groups.append(_Group(token, name or above.name))

    def _close(self, token: Token) -> None:
        if len(self.groups) == 1:
            self._refuse(faults.STRAY_BRACKET, token)
        self._finished()
        group = self.groups.pop()
        if not group.operands and group.opened:
            start = group.opened.start
            raise Fault(faults.EMPTY_BRACKETS, start, token.end, Edit(start, token.end, " "))
        self.groups[-1].add(group.tree())

    def _field(self, token: Token) -> None:
        after, name = self._peek(), token.field
        if not name:
            return
        if not after or after.sort not in (*TEXT, Sort.OPEN):
            sign = self.typed[token.start : token.end]
            edit = Edit(token.start, token.end, quoted(folded(token.text)))
            told: dict[str, Value] = {"sign": sign, "example": to_example(name)}
            raise Fault(faults.NO_VALUE, token.start, token.end, edit, told)
        self.at += 1
        if after.sort is Sort.OPEN:
            self._open(after, name)
        else:
            self.groups[-1].add(self._condition(name, after, token))

    def _condition(self, name: FieldName, token: Token, before: Token | None) -> Node:
        """What a field asks for; `before` is its name where it stands before this value."""
        start = before.start if before else token.start
        without = Edit(start, token.end, " ")
        value = folded(token.text)
        if token.within is not None:
            self._refuse_suffix(token)
        if not value:
            told: dict[str, Value] = {"sign": f"{name.zh}:", "example": to_example(name)}
            raise Fault(faults.NO_VALUE, start, token.end, without, told)
        try:
            return self._leaf(to_condition(name, value), token)
        except BadValue as bad:
            edit = Edit(start, token.end, quoted(value)) if before else without
            if bad.instead:
                edit = Edit(token.start, token.end, bad.instead)
            raise Fault(bad.template, token.start, token.end, edit, bad.values) from None

    def _leaf(self, node: Node, *places: Token) -> Node:
        self.places.extend(token.start for token in places)
        return node

    def _text(self, token: Token) -> Node | None:
        """A word, a phrase, or strings near each other: A ~10 B ~10 C is A near B, B near C."""
        after = self._peek()
        if not after or after.sort is not Sort.NEAR:
            return self._alone(token)
        pairs = []
        while (near := self._peek()) and near.sort is Sort.NEAR:
            self.at += 1
            second = self._peek()
            if not second or second.sort not in TEXT:
                self._refuse_near(near, token)
            else:
                self.at += 1
                pairs.append(self._near(token, near, second))
                token = second
        return all_of(pairs)

    def _alone(self, token: Token) -> Node | None:
        if token.within is not None:
            return self._near_phrase(token, token.within)
        text = folded(token.text)
        return self._leaf(Words(text), token) if text else None

    def _near(self, first: Token, near: Token, second: Token) -> Node:
        for token in (first, second):
            if token.within is not None:
                self._refuse_suffix(token)
        one, other = folded(first.text), folded(second.text)
        if not one or not other:
            self._refuse_near(near)
        within = self._distance(near.text[1:], near.start, near.end)
        return self._leaf(Near(one, other, within), first, second)

    def _near_phrase(self, token: Token, digits: str) -> Node:
        """«"防汛 抗旱"~10»."""
        words = [word for part in token.text.split() if (word := folded(part))]
        sign = token.end - len(digits) - 1
        if len(words) != 2:
            spread = f" ~{digits or USUAL_DISTANCE} ".join(map(quoted, words))
            edit = Edit(token.start, token.end, f" {spread} ")
            raise Fault(faults.NEAR_WHICH, token.start, token.end, edit)
        within = self._distance(digits, sign, token.end)
        return self._leaf(Near(words[0], words[1], within), token, token)

    def _distance(self, digits: str, start: int, end: int) -> int:
        """The number of characters that may stand between; raises Fault."""
        asked = int(digits) if digits else 0
        if NEAREST <= asked <= FURTHEST:
            return asked
        meant = min(max(asked, NEAREST), FURTHEST) if digits else USUAL_DISTANCE
        told: dict[str, Value] = {
            "sign": self.typed[start : start + 1],
            "least": NEAREST,
            "most": FURTHEST,
        }
        raise Fault(faults.NEAR_HOW_FAR, start, end, Edit(start, end, f"~{meant}"), told)

    def _refuse_near(self, near: Token, before: Token | None = None) -> NoReturn:
        """Two strings are wanted; «"防汛 抗旱" ~10» at the end is meant without its space."""
        edit = None
        if before and before.sort is Sort.PHRASE and len(before.text.split()) == 2:
            edit = Edit(before.end, near.start, "")
        self._refuse(faults.NEAR_WHAT, near, edit)

    def _refuse_suffix(self, token: Token) -> NoReturn:
        """A distance behind quotes that are themselves a value or one side of a near."""
        start = token.end - len(token.within or "") - 1
        told: dict[str, Value] = {"sign": self.typed[start : token.end]}
        raise Fault(faults.NEAR_WHAT, start, token.end, Edit(start, token.end, " "), told)

    def _count(self, tree: Node | None) -> None:
        count = sum(_terms(leaf) for leaf in leaves(tree))
        if count > MOST_TERMS:
            start, end = self.places[MOST_TERMS], len(self.typed)
            told: dict[str, Value] = {"count": count, "most": MOST_TERMS}
            raise Fault(faults.TOO_MANY, start, end, Edit(start, end), told)


def _terms(leaf: Leaf) -> int:
    return 2 if isinstance(leaf, Near) else 1
