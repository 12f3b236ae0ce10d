# SPDX-License-Identifier: BSL-1.0
"""What upgrade, downgrade and stamp must do, worked out with plain sets and without a look at Sterna or Alembic: what
is applied is closed under needs (parents and dependencies), and the rows of the version table are the maximal elements
of that."""
import re


class Refused(Exception):
    """The request makes no sense in this history and state."""


class Outcome:
    """The rows afterwards, what was run, in which direction, and where a downgrade ends (None is base); or a refusal,
    which changes nothing."""

    def __init__(self, rows, ran=(), up=True, end=None, refusal=None):
        self.rows, self.ran, self.up, self.end, self.refusal = frozenset(rows), frozenset(ran), up, end, refusal


class Address:
    """[branch@]symbol[+n|-n]"""

    def __init__(self, text):
        self.branch, at, rest = text.rpartition("@")
        self.branch = self.branch if at else None
        self.symbol, sign, steps = re.fullmatch(r"([^+-]*)(?:([+-])(\d+))?", rest).groups()
        self.steps = int(sign + steps) if sign else 0


class World:
    def __init__(self, rows):
        """Rows of id, parents, dependencies, labels."""
        self.ids = [row[0] for row in rows]
        self.parents = {row[0]: set(row[1]) for row in rows}
        self.needs = {row[0]: set(row[1]) | set(row[2]) for row in rows}
        self.labels = {label: row[0] for row in rows for label in row[3]}
        self.children = {id: {one for one in self.ids if id in self.parents[one]} for id in self.ids}
        self.needed_by = {id: {one for one in self.ids if id in self.needs[one]} for id in self.ids}

    @staticmethod
    def reach(edges, seeds):
        found, left = set(), list(seeds)
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                left += edges[one]
        return found

    def below(self, seeds):
        """The seeds and all that must be applied before them."""
        return self.reach(self.needs, seeds)

    def above(self, seeds):
        return self.reach(self.needed_by, seeds)

    def maximal(self, some):
        return {one for one in some if not any(one != other and one in self.below([other]) for other in some)}

    def allowed(self, before, ran):
        """Whether (revision, direction) can be done in this order, from what is applied."""
        applied = set(before)
        for id, direction in ran:
            if direction == "upgrade":
                if id in applied or not self.needs[id] <= applied:
                    return False
                applied.add(id)
            else:
                if id not in applied or self.needed_by[id] & applied:
                    return False
                applied.remove(id)
        return True

    # --- addresses --------------------------------------------------------------------------------------------------
    def locate(self, text, within=None):
        if text in self.ids:
            return text
        if text in self.labels:
            return self.labels[text]
        alike = {id for id in self.ids if text and len(id) > 3 and id.startswith(text)}
        if within is not None and alike & within:
            alike &= within
        if len(alike) != 1:
            raise Refused(f"{text} is {sorted(alike)}")
        return alike.pop()

    def lineage(self, branch):
        """By parents; all where no branch is given."""
        if branch is None:
            return set(self.ids)
        one = self.locate(branch)
        return self.reach(self.parents, [one]) | self.reach(self.children, [one])

    def walk(self, start, steps, within):
        """None is base."""
        at = start
        for _ in range(abs(steps)):
            if steps < 0 and at is None:
                raise Refused("below base")
            if at is None:
                ways = {id for id in self.ids if not self.parents[id]}
            else:
                ways = self.children[at] if steps > 0 else self.parents[at]
            ways = ways & within
            if len(ways) > 1 or (steps > 0 and not ways):
                raise Refused(f"{len(ways)} ways from {at}")
            at = ways.pop() if ways else None
        return at

    def heads(self, within):
        return self.maximal({id for id in within if not self.children[id]})

    def resolve(self, address):
        """The revisions that a symbol names; none for base."""
        within = self.lineage(address.branch)
        if address.symbol in ("head", "heads"):
            found = self.heads(within)
            if len(found) > 1 and (address.symbol == "head" or address.steps):
                raise Refused("several heads")
        elif address.symbol == "base":
            found = set()
        else:
            found = {self.locate(address.symbol, within)}
            if not found <= within:
                raise Refused("not of this branch")
        if address.steps:
            end = self.walk(next(iter(found), None), address.steps, within)
            found = set() if end is None else {end}
        return found

    def tips(self, applied, within):
        some = applied & within
        return {id for id in some if not self.children[id] & some}

    # --- commands ---------------------------------------------------------------------------------------------------
    def upgrade(self, rows, target):
        address, applied = Address(target), self.below(rows)
        if address.symbol or not address.steps:
            wanted = self.resolve(address)
        elif address.steps < 0:
            raise Refused("an upgrade does not go down")
        else:
            within = self.lineage(address.branch)
            tips = self.tips(applied, within) if address.branch is not None else set(rows)
            if len(tips) > 1:
                raise Refused("several tips")
            wanted = {self.walk(next(iter(tips), None), address.steps, within)}
        after = applied | self.below(wanted)
        return Outcome(self.maximal(after), after - applied)

    def downgrade(self, rows, target):
        address, applied = Address(target), self.below(rows)
        branch = address.branch
        if address.symbol or not address.steps:
            found = self.resolve(address)
            if len(found) > 1:
                raise Refused("several targets")
            end = next(iter(found), None)
        else:
            if address.steps > 0:
                raise Refused("a downgrade does not go up")
            tips = set(rows)
            if branch is not None:
                tips = self.tips(applied, self.lineage(branch))
                # a branch that is not applied shares its tip with others, whose it is, unless it is a row
                tips = tips if self.locate(branch) in applied else tips & set(rows)
            if len(tips) != 1:
                raise Refused(f"{len(tips)} tips")
            tip = tips.pop()
            branch = branch if branch is not None else tip
            end = self.walk(tip, address.steps, self.lineage(branch))
        if end is not None and end not in applied:
            raise Refused("not applied")
        roots = self.children[end] if end is not None else {id for id in self.ids if not self.parents[id]}
        gone = self.above(roots & self.lineage(branch) & applied) & applied
        return Outcome(self.maximal(applied - gone), gone, up=False, end=end)

    def stamp(self, rows, target):
        address, after = Address(target), set(rows)
        if not address.symbol and address.steps:
            raise Refused("steps from nowhere")
        found = self.resolve(address)
        for one in found:
            after = after - self.below([one]) - self.above([one]) | {one}
        if not found:
            after -= self.lineage(address.branch)
        return Outcome(self.maximal(after))

    def start(self, text):
        """The rows at which a range begins: those that its left side names."""
        start = text.rpartition(":")[0]
        try:
            return frozenset(self.resolve(Address(start))) if start else frozenset()
        except Refused:
            return frozenset()

    def offline(self, what, text):
        """The same for a range."""
        start, _, target = text.rpartition(":")
        if not target or (what == "downgrade" and not start):
            raise Refused("no range")
        rows = self.resolve(Address(start)) if start else set()
        address = Address(target)
        if address.symbol:
            ends = self.resolve(address)
            if what == "upgrade" and rows and ends <= self.below(rows) - self.maximal(rows):
                raise Refused("the end is below the start")
            if what == "downgrade" and not ends <= self.below(rows):
                raise Refused("the end is not below the start")
        return getattr(self, what)(self.maximal(rows), target)

    def expected(self, rows, what, target, offline=False):
        try:
            return self.offline(what, target) if offline else getattr(self, what)(rows, target)
        except Refused as refusal:
            return Outcome(rows, refusal=str(refusal))
