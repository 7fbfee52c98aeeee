"""Find the people of a report: the grammar of posts, names and lists."""

import re
from collections.abc import Iterator

from meetings.extraction.lexicon import OFFICE_END, SHORT_POST, may_stand_alone
from meetings.extraction.lists import (
    BEFORE,
    CLOSER,
    LABEL_IS_POST,
    LABELLED,
    PRESENT,
    PRESIDES,
    TIME,
    Group,
    Person,
    Run,
    came_too,
    halves,
)  # fmt: skip
from meetings.extraction.names import Name, name_at
from meetings.extraction.posts import NOT_IN_POST, segment_end, titles_in

ATTENDS = re.compile("出席|列席|参加|就座|主持|发言|讲话|案")
MARK = re.compile("[,;:。!?\n、 )】]|(?<=■)”")
# «各村(居|)书记», «各县(市、区|)委书记»: a bracket inside a post opens no list
IN_POST = re.compile(r"[居区市州旗场街道乡镇社园企]\)(?=[一-鿿])")
# «大会执行主席:郑弟、龚德», «主席团常务主席为郑弟、龚德»: what may part a post from its names
AFTER_POST = " :为"
# «本次|大会执行主席», «此次|会议召集人»
THIS = re.compile("[本此这]次(?=大会|会议|全会)")
# «同志», «(兼)», «(女)», «(彝族)», «(正县级)» behind a name
REMARK = re.compile(
    r"\((?:女|兼|[一-鿿]{1,4}族|挂职|已?退休|正?副?[县处厅局科]级|主持工作|专职|不?驻会|候补)[^()]{0,8}\)|同志"
)
# «(县委副书记、县长)» behind a name
BEHIND = re.compile(r"\((?P<posts>[一-鿿]{2,16}(?:[、,][一-鿿]{2,16}){0,3})\)")
PART = re.compile("[一-鿿]+")
LINK = re.compile(r"\s{0,2}(?:、|,|以及|和|及|与)\s{0,2}|\s{1,3}")


class Scanner:
    """Reads groups of people out of masked text; remembers the names it met."""

    def __init__(self, text: str, known: frozenset[str] = frozenset()) -> None:
        self.text = text
        self.known = known
        self.known_roles: set[str] = set()

    def groups(self, start: int, end: int) -> Iterator[Group]:
        """The groups of one sentence, in order."""
        if not self._may_name(start, end):
            return
        done = start
        for at in (start, *self._anchors(start, end)):
            if at >= done and (found := self._group_near(at, end)) is not None:
                self.known |= {p.name.value for p in found.people if p.posts}
                yield found
                done = max(found.end, at + 1)

    def _group_near(self, at: int, end: int) -> Group | None:
        """A group that begins here or after words that may introduce one."""
        opened_by = ""
        for _ in range(4):
            while at < end and self.text[at] == " ":
                at += 1
            if (group := self._group_at(at, end, opened_by=opened_by)) is not None:
                group.opened_by = opened_by
                return group
            if time := TIME.match(self.text, at, end):
                at = time.end()
            elif before := BEFORE.match(self.text, at, end):
                at, opened_by = before.end(), before.lastgroup or ""
            else:
                return None
        return None

    def _may_name(self, start: int, end: int) -> bool:
        """Whether a sentence has a post, a verb of presence or a name met before."""
        if ATTENDS.search(self.text, start, end) or titles_in(self.text, start, end):
            return True
        words = self.text[start:end].replace(" ", "")
        return any(name in words for name in self.known)

    def _anchors(self, start: int, end: int) -> list[int]:
        """Where a list may begin: after a mark, and at an introducing word."""
        marks = {
            found.end()
            for found in MARK.finditer(self.text, start, end)
            if found.group() != ")" or not IN_POST.match(self.text, found.start() - 1)
        }
        return sorted(marks | {found.start() for found in BEFORE.finditer(self.text, start, end)})

    def _group_at(self, at: int, end: int, *, opened_by: str = "") -> Group | None:
        """Posts and names in turn, as long as links join them."""
        labelled = self._labelled(at, end)
        run = Run(at, at, introduced=bool(opened_by), labelled=labelled)
        run.told = opened_by == "listed" and self.text[at - 1] == ":"
        while run.place < end:
            name = self._next_name(run, end)
            if name is not None:
                self._take(run, name)
            elif (post := self._post(run.place, end)) is not None:
                run.pending.extend(halves(self.text, post))
                run.place = post[1]
            else:
                break
            if name is not None and not self._close(run):
                break
            run.place, joined = self._link(run.place, end, after_post=name is None)
            if not joined:
                break
        return self._grouped(at, run)

    def _labelled(self, at: int, end: int) -> bool:
        """Whether a label such as 等市领导 closes the list that begins here, or all came too."""
        if self.text.find("等", at, end) > 0 and LABELLED.match(self.text, at, end):
            return True
        return came_too(self.text, at, end)

    def _next_name(self, run: Run, end: int) -> Name | None:
        """A name at the next place, unless a post there outweighs it."""
        opened = bool(run.pending or run.current) or run.labelled
        while opened and run.place < end and self.text[run.place] in AFTER_POST:
            run.told = run.told or self.text[run.place] == "为"
            run.place += 1
        if run.pending and self.text[run.place - 1 : run.place] == ",":
            opened = False
        listed = run.introduced or bool(run.people)
        name = self._name(run.place, opened=opened, listed=listed)
        if name is None or self._post_outweighs(name, run, end):
            return None
        return name

    def _take(self, run: Run, name: Name) -> None:
        """A person with the posts that stand before, and a short post glued to the name."""
        if run.pending:
            run.current, run.pending = run.pending, []
        elif run.people and self.text[name.start - 1] == "," and run.apart is None:
            run.apart = len(run.people)
        person = Person(name, list(run.current))
        run.people.append(person)
        run.place = run.stop = self._after(name.end)
        if title := SHORT_POST.match(self.text, run.place):
            person.posts = person.posts or [title.span("post")]
            run.place = run.stop = title.end()
        elif (behind := self._behind(run.place)) and not person.posts:
            person.posts = behind
            run.place = run.stop = behind[-1][1] + 1

    def _behind(self, place: int) -> list[tuple[int, int]]:
        """«方舟(县委副书记、县长)»: posts in a bracket behind a name."""
        found = BEHIND.match(self.text, place)
        if found is None:
            return []
        parts = [(m.start(), m.end()) for m in PART.finditer(self.text, *found.span("posts"))]
        ends = [titles_in(self.text, start, end)[-1:] for start, end in parts]
        whole = all(e and e[0][1] == end for e, (_, end) in zip(ends, parts, strict=True))
        return parts if whole else []

    def _close(self, run: Run) -> bool:
        """Past «等市领导»; whether the list may go on after it."""
        closer = CLOSER.match(self.text, run.place)
        if closer is None:
            return True
        run.place = run.stop = closer.end()
        run.label = self._label(closer, run)
        run.current = []
        return run.label is not None or bool(closer["label"])

    def _grouped(self, at: int, run: Run) -> Group | None:
        """A group where a post or the list itself vouches for the names."""
        people = run.people
        if not people:
            return None
        vouched = any(person.posts for person in people) or run.label is not None or run.told
        vouched = vouched or all(person.name.value in self.known for person in people)
        if not vouched and not self._stand_alone(run):
            return None
        return Group(at, run.stop, people, label=run.label, told=run.told)

    def _stand_alone(self, run: Run) -> bool:
        """Whether a list without posts is one of people: common surnames, or their presence."""
        if run.labelled and came_too(self.text, run.people[0].name.start, run.stop + 8):
            return len(run.people) > 1
        alone = [may_stand_alone(person.name.value) for person in run.people]
        if len(alone) == 1:
            return alone[0] and bool(PRESIDES.match(self.text, run.stop))
        present = PRESENT.match(self.text, run.stop) and not any(
            OFFICE_END.search(person.name.value.removesuffix("人"), 2) for person in run.people
        )
        return len(alone) > 1 and (all(alone) or bool(present and any(alone)))

    def _name(self, place: int, *, opened: bool, listed: bool) -> Name | None:
        if not opened and not listed and not self._may_open(place):
            return None
        return name_at(self.text, place, self.known, relaxed=opened)

    def _post_outweighs(self, name: Name, run: Run, end: int) -> bool:
        """«区委常委、区应对…领导小组组长曹斌»: after a mark a post wins over a name."""
        place = run.place
        if SHORT_POST.match(self.text, name.end):
            return False
        if not run.pending and not run.current and not run.people:
            post = self._post(place, end)
            return post is not None and post[1] - place > 4 and name.value not in self.known
        if self.text[place - 1 : place] not in "、," or name.value in self.known:
            return False
        marked = self.text[name.end : name.end + 1] in "、,;。等和及与( "
        return not marked and self._post(place, end) is not None

    def _may_open(self, place: int) -> bool:
        """A list without a post opens only at the beginning of a clause."""
        return (
            place == 0
            or self.text[place - 1] in ",;:。!?\n 】)由受"
            or bool(
                re.search(
                    r"(?:会上|首先|随后|最后|接着|上午|下午|传达了|有|日|就座)$",
                    self.text[max(0, place - 4) : place],
                )
            )
        )

    def _post(self, place: int, end: int) -> tuple[int, int] | None:
        """A post from here to a head noun that a name, another post or a mark follows."""
        stop = min(segment_end(self.text, place), end)
        if self.text[place : place + 1] in {"在", "各", "和", "及", "与"}:
            return None
        if this := THIS.match(self.text, place, stop):
            place = this.end()
        for _, title_end in titles_in(self.text, place, min(stop, place + 40)):
            if NOT_IN_POST.search(self.text, place, title_end) or title_end - place < 2:
                return None
            follows = self.text[title_end : title_end + 1]
            if self.text.startswith("班子成员", title_end - 4):
                return (place, title_end) if self._lists(title_end) else None
            if title_end >= stop and follows in {"、", "", ",", " "}:
                return place, title_end
            if self._names_follow(title_end):
                return place, title_end
        return None

    def _lists(self, place: int) -> bool:
        """«区班子成员|石砚、简伯言», not «…班子成员要带头»: whether names come after a group."""
        name = name_at(self.text, place, self.known, relaxed=True)
        end = name.end if name else place
        return name is not None and (
            self.text[end : end + 1] == "、" or bool(PRESENT.match(self.text, end))
        )

    def _names_follow(self, place: int) -> bool:
        space = re.match(r"[\s·:为]{0,2}", self.text[place : place + 2])
        return (
            name_at(self.text, place + (space.end() if space else 0), self.known, relaxed=True)
            is not None
        )

    def _after(self, place: int) -> int:
        """Past «同志» or a bracket with a remark: «(兼)», «(女)», «(彝族)»."""
        found = REMARK.match(self.text, place)
        return found.end() if found else place

    def _label(self, closer: re.Match[str], run: Run) -> tuple[int, int] | None:
        """The post that follows its names: «甲、乙等市领导»; who stands apart has no other."""
        if not closer["label"] or not LABEL_IS_POST.search(closer["label"]):
            return None
        for number, person in enumerate(run.people):
            apart = run.apart is not None and number >= run.apart
            if apart or not person.posts:
                person.posts = [closer.span("label")]
        return closer.span("label")

    def _link(self, place: int, end: int, *, after_post: bool) -> tuple[int, bool]:
        """Past a connector; whether what follows can go on with the list."""
        if after_post and place < end and self._names_follow(place):
            return place, True
        found = LINK.match(self.text, place, end)
        if not found or found.end() == place:
            return place, False
        after = found.end()
        if not found.group().strip():
            strict = self._name(after, opened=False, listed=True)
            apart = strict is not None or self._post(after, end) is not None
            return (after, True) if apart else (place, False)
        if self._name(after, opened=True, listed=True) is None:
            again = LINK.match(self.text, after, end)
            after = again.end() if again else after
        goes_on = self._name(after, opened=True, listed=True) is not None or self._post(after, end)
        return (after, True) if goes_on else (place, False)
