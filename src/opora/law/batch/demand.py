"""Where in its loop each term is computed: in the innermost block in which all who need it stand.

A block is a loop over the members or the statements between two loops; a branch of a `when`, and what is
added up of the members only, are blocks inside. What stands in a block that is not entered is not computed.

Doubt goes another way than computing: a block is in doubt where a fact or a figure of the law that it rests
on is unknown, and the doubt reaches a result only through branches that are taken. So a fact nobody needs may
be unknown.
"""

from dataclasses import dataclass, field

from opora.law.batch.plan import ANYWHERE, Plan, reads_others
from opora.law.batch.terms import Rate, Term
from opora.law.engine.operations import AGGREGATES


@dataclass(eq=False)
class Block:
    """`reads` and `law` give for each thing read the rights (as bits) that are in doubt where it is unknown.

    `own` are the terms that belong here; `terms` are those computed here.
    """

    rate: Rate
    stage: int
    parent: "Block | None" = None
    condition: int = -1
    holds: bool = True
    own: set[int] = field(default_factory=set)
    terms: set[int] = field(default_factory=set)
    reads: dict[int, int] = field(default_factory=dict)
    law: dict[int, int] = field(default_factory=dict)
    peeks: set[int] = field(default_factory=set)
    """Facts read for a branch that is computed always; they are in doubt only where the branch is taken."""
    shared: set[int] = field(default_factory=set)
    """Terms computed further out, for several blocks; in doubt here, not there."""
    gathered: set[int] = field(default_factory=set)
    stored: set[int] = field(default_factory=set)
    inside: "list[Block]" = field(default_factory=list)

    @property
    def around(self) -> "list[Block]":
        """This block and those it stands in, the outermost first."""
        return [*(self.parent.around if self.parent else []), self]


@dataclass
class Layout:
    plan: Plan
    roots: dict[tuple[Rate, int], Block] = field(default_factory=dict)
    branches: dict[tuple[int, bool], Block] = field(default_factory=dict)
    """The branches of a `when` that stand as blocks of their own."""
    always: dict[tuple[int, bool], Block] = field(default_factory=dict)
    """The branches in which nothing is computed: their value is there in any case."""
    shared: dict[int, Block] = field(default_factory=dict)
    """For a term needed by several blocks none of which is around the others: what it rests on."""
    of_members: dict[tuple[int, int], Block] = field(default_factory=dict)
    """For a loop and a mark: what is computed for the marked only."""
    rights: dict[int, int] = field(default_factory=dict)
    """For each term the rights that rest on it, as bits."""

    def root(self, rate: Rate, stage: int) -> Block:
        return self.roots.setdefault((rate, stage), Block(rate, stage))


def lay_out(plan: Plan) -> Layout:
    """Find the block of every term; two outputs make one right."""
    layout = Layout(plan)
    _Demanding(layout).all()
    for root in layout.roots.values():
        _drop_what_is_read_around(root)
        _dissolve_empty_branches(layout, root)
    return layout


class _Demanding:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.plan = layout.plan
        self.terms = layout.plan.terms
        self.rights = layout.rights
        self.users: dict[int, list[Block]] = {}

    def all(self) -> None:
        end = self.layout.root(Rate.HOUSEHOLD, self.plan.last_stage)
        for place, number in enumerate(self.plan.outputs):
            self.need(number, end, 1 << place // 2)
        for number in reversed(self.plan.needed):
            self.place(number)

    def place(self, number: int) -> None:
        term, rights = self.terms[number], self.rights.get(number, 0)
        if term.rate == Rate.CALL:
            for arg in term.args:
                self.mark(arg, rights)
        elif term.op in AGGREGATES:
            self.gather(number, term, rights)
        elif number in self.users:
            block = _innermost_around(self.users[number])
            if block not in self.users[number]:
                block = self.share(number, block)
            block.own.add(number)
            block.terms.add(number)
            self.arguments(number, term, block, rights)

    def share(self, number: int, around: Block) -> Block:
        """A block of its own for what several blocks rest on."""
        inner = Block(around.rate, around.stage, around)
        common = self.common_condition(number, around)
        if common is not None:
            inner.condition, inner.holds = common
            self.ask_before(inner.condition, inner)
        around.inside.append(inner)
        self.layout.shared[number] = inner
        for block in self.users[number]:
            block.shared.add(number)
        return inner

    def common_condition(self, number: int, around: Block) -> tuple[int, bool] | None:
        """A condition under which all those blocks stand, and which can be asked before the term."""
        inside = [block.around[len(around.around) :] for block in self.users[number]]
        for block in reversed(inside[0]):
            condition = (block.condition, block.holds)
            if -1 < block.condition < number and all(
                any((other.condition, other.holds) == condition for other in others) for others in inside[1:]
            ):
                return condition
        return None

    def ask_before(self, condition: int, block: Block) -> None:
        """Have a condition at hand where a block begins; its doubt is that of those who asked it first."""
        assert block.parent is not None
        term, parent = self.terms[condition], block.parent
        if term.op == "fact" and term.rate == block.rate:
            parent.peeks.add(condition)
        elif term.rate == block.rate and (term.op in ANYWHERE or self.plan.stage[condition] < block.stage):
            parent.reads.setdefault(condition, 0)
        elif term.rate != Rate.CALL:
            self.need(condition, block, 0)

    def gather(self, number: int, term: Term, rights: int) -> None:
        mark, value = term.args
        loop = self.layout.root(Rate.PERSON, self.plan.gathered_in(number))
        self.need(mark, loop, rights)
        inner = self.of_members(loop, mark)
        self.need(value, inner, rights)
        inner.gathered.add(number)

    def arguments(self, number: int, term: Term, block: Block, rights: int) -> None:
        if term.op == "when":
            self.need(term.args[0], block, rights)
            for arg, holds in zip(term.args[1:], (True, False), strict=True):
                self.need(arg, self.branch(number, block, holds), rights)
        elif term.op == "rank_among":
            self.rank(term, block, rights)
        elif reads_others(term):
            self.keep(term.args[0], None, rights)
        else:
            for arg in term.args:
                self.need(arg, block, rights)

    def rank(self, term: Term, block: Block, rights: int) -> None:
        """The key is kept of the marked only, if the rank itself is only asked of the marked."""
        mark, key = term.args
        only_marked = any(outer.condition == mark and outer.holds for outer in block.around)
        self.keep(mark, None, rights)
        self.keep(key, mark if only_marked else None, rights)

    def keep(self, number: int, mark: int | None, rights: int) -> None:
        """Needed of every person, or of the marked, before a later loop reads it."""
        if self.terms[number].rate != Rate.PERSON:
            self.need(number, self.before_loop(number), rights)
            return
        stage = self.plan.stage[number]
        block = self.layout.root(Rate.PERSON, stage)
        if mark is not None and self.plan.stage[mark] == stage:
            block = self.of_members(block, mark)
        self.need(number, block, rights)
        block.stored.add(number)

    def need(self, number: int, block: Block, rights: int) -> None:
        """A block needs a value: note where it is computed, or that it is read here."""
        term = self.terms[number]
        self.mark(number, rights)
        if term.rate == Rate.CALL:
            block.law[number] = block.law.get(number, 0) | rights
        elif term.rate == Rate.HOUSEHOLD and block.rate == Rate.PERSON:
            self.need(number, self.before_loop(number), rights)
        elif term.op in ANYWHERE:
            block.reads[number] = block.reads.get(number, 0) | rights
        elif term.op in AGGREGATES:
            return
        elif self.plan.stage[number] == block.stage:
            self.users.setdefault(number, []).append(block)
        elif term.rate == Rate.HOUSEHOLD:
            self.users.setdefault(number, []).append(self.before_loop(number))
        else:
            block.reads[number] = block.reads.get(number, 0) | rights
            self.keep(number, None, rights)

    def before_loop(self, number: int) -> Block:
        """The statements of the household in which its value stands for all that follows."""
        return self.layout.root(Rate.HOUSEHOLD, self.plan.stage[number])

    def mark(self, number: int, rights: int) -> None:
        self.rights[number] = self.rights.get(number, 0) | rights

    def branch(self, number: int, block: Block, holds: bool) -> Block:
        condition = self.terms[number].args[0]
        inner = Block(block.rate, block.stage, block, condition, holds)
        block.inside.append(inner)
        self.layout.branches[number, holds] = inner
        return inner

    def of_members(self, loop: Block, mark: int) -> Block:
        key = (loop.stage, mark)
        if key not in self.layout.of_members:
            inner = Block(Rate.PERSON, loop.stage, loop, mark)
            loop.inside.append(inner)
            self.layout.of_members[key] = inner
        return self.layout.of_members[key]


def _innermost_around(blocks: list[Block]) -> Block:
    """The innermost block that is around all of these."""
    common = blocks[0].around
    for block in blocks[1:]:
        both = zip(common, block.around, strict=False)
        common = [outer for outer, other in both if outer is other]
    return common[-1]


def _drop_what_is_read_around(block: Block) -> None:
    """What an outer block has read for at least the same rights need not be read again."""
    outer = block.around[:-1]
    for own in ("reads", "law"):
        kept: dict[int, int] = getattr(block, own)
        for number, rights in list(kept.items()):
            around = [getattr(other, own) for other in outer]
            # A condition is read for no right at all: it must stand there, not only be in no doubt.
            if any(number in other and other[number] & rights == rights for other in around):
                del kept[number]
    for inner in block.inside:
        _drop_what_is_read_around(inner)


def _dissolve_empty_branches(layout: Layout, block: Block) -> None:
    for inner in list(block.inside):
        _dissolve_empty_branches(layout, inner)
    for key, inner in list(layout.branches.items()):
        if inner.parent is block and _is_empty(layout, inner):
            layout.always[key] = layout.branches.pop(key)
            _dissolve(layout, inner, block)
    for inner in layout.shared.values():
        if inner.parent is block and inner.condition < 0:
            _dissolve(layout, inner, block)


def _dissolve(layout: Layout, inner: Block, block: Block) -> None:
    """Compute the inner block always; what it rests on stays with it."""
    block.terms |= inner.terms
    for number, rights in inner.reads.items():
        if layout.plan.terms[number].op == "fact":
            block.peeks.add(number)
        else:
            block.reads[number] = block.reads.get(number, 0) | rights
    block.peeks |= inner.peeks
    block.inside.remove(inner)
    block.inside += inner.inside
    for innermost in inner.inside:
        innermost.parent = block


def _is_empty(layout: Layout, block: Block) -> bool:
    """Nothing is computed there and no fact is looked at, so that there is nothing to jump over."""
    facts = block.peeks or any(layout.plan.terms[number].op == "fact" for number in block.reads)
    return not (block.inside or block.terms or facts)
