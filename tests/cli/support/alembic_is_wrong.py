# SPDX-License-Identifier: BSL-1.0
"""What Alembic (1.8.1 of Debian, and 1.19.2) does otherwise than it should in upgrade, downgrade and stamp."""
from expected import Address


def walks_off(case):
    """An upgrade to steps from a named revision that end at base or beyond the graph."""
    address = case.address
    if case.what != "upgrade" or not (address.symbol and address.steps):
        return False
    return bool(case.wanted.refusal) or not case.world.resolve(address)


def redundant_dependency(case):
    """The migration at which Alembic ended has several needs, and the row that it looked for is one that another need
    implies."""
    if not case.theirs.ran:
        return False
    needs = case.world.needs[case.theirs.ran[-1][0]]
    return any(case.theirs.refusal == f"KeyError: '{one}'" and one in case.world.below(needs - {one}) for one in needs)


def no_root_below_label(case):
    """All that is to be undone branches off above the labelled revision."""
    address, world = case.address, case.world
    if case.what != "downgrade" or address.branch is None or case.wanted.refusal or not case.wanted.ran:
        return False
    below = world.reach(world.parents, [world.locate(address.branch)])
    end = case.wanted.end
    roots = world.children[end] if end is not None else {id for id in world.ids if not world.parents[id]}
    return len(roots) > 1 and not roots & below


def says(case, text):
    return bool(case.theirs.refusal) and text in case.theirs.refusal


def only_effective_head(case, address):
    """`head` of heads of which one needs the others."""
    bare = {id for id in case.world.lineage(address.branch) if not case.world.children[id]}
    return address.symbol == "head" and len(bare) > 1 and len(case.world.maximal(bare)) == 1


# A name, and by what it is known: how Alembic's answer differs from what is right, and which requests it can be.
REASONS = [
    ("a merge whose depends_on its parents imply: it deletes a row that is not there, KeyError (runtime/migration.py, "
     "update_to_step)",
     lambda case: case.differs == "crash" and redundant_dependency(case)),
    ("upgrade to rev-n or rev+n that ends at base or beyond: AssertionError (script/revision.py, is_revision)",
     lambda case: case.differs == "crash" and says(case, "AssertionError") and walks_off(case)),
    ("downgrade label@-n where the branch has no row of its own: AssertionError (script/revision.py, "
     "_parse_downgrade_target)",
     lambda case: case.differs == "crash" and says(case, "AssertionError") and bool(case.wanted.refusal)
     and case.what == "downgrade" and case.address.branch is not None and not case.address.symbol),
    ("a row that another row implies stays after a downgrade (1.8.1)",
     lambda case: case.differs == "other rows" and case.what == "downgrade" and case.theirs.rows > case.wanted.rows
     and case.theirs.rows <= case.world.below(case.wanted.rows)),
    ("stamp of several heads loses the row of one that is there already",
     lambda case: case.differs == "other rows" and case.what == "stamp" and case.theirs.rows < case.wanted.rows
     and case.wanted.rows - case.theirs.rows <= case.state),
    ("stamp -n counts from the heads, not from what is applied; where that leaves the graph: AssertionError",
     lambda case: (case.differs == "no refusal" or case.differs == "crash" and says(case, "AssertionError"))
     and case.what == "stamp" and not case.address.symbol and case.address.steps < 0),
    ("stamp knows no rev-n and rev+n, which upgrade and downgrade do",
     lambda case: case.differs == "refusal" and case.what == "stamp" and bool(case.address.symbol)
     and case.address.steps != 0 and says(case, "Can't locate revision identified by")),
    ("head counts heads that another head needs, which heads does not",
     lambda case: case.differs == "refusal" and says(case, "Multiple head revisions are present")
     and (only_effective_head(case, case.address) or only_effective_head(case, Address(case.start)))),
    ("downgrade label@head forgets the label",
     lambda case: case.differs == "refusal" and says(case, "Multiple head revisions are present")
     and case.what == "downgrade" and case.address.branch is not None and case.address.symbol == "head"),
    ("label@rev-n walks down without the label, and finds two ways at a merge",
     lambda case: case.differs == "refusal" and says(case, "Ambiguous walk") and case.address.branch is not None
     and case.address.steps < 0),
    ("downgrade label@rev takes a revision that is not of the branch",
     lambda case: case.differs == "no refusal" and case.what == "downgrade" and case.address.branch is not None
     and case.wanted.refusal == "not of this branch"),
    ("downgrade label@rev looks for the branch below the label alone, and finds nothing where it forks above",
     lambda case: case.differs == "refusal" and says(case, "Not a valid downgrade target from current heads")
     and no_root_below_label(case)),
    ("downgrade to the tip of a branch that is applied without a row counts it as not applied",
     lambda case: case.differs == "refusal" and says(case, "is not a valid downgrade target")
     and case.what == "downgrade" and not case.wanted.ran
     and case.wanted.end in case.world.below(case.state) - case.state),
    ("downgrade -n from several rows takes the one that comes first, and warns that this will be disallowed",
     lambda case: case.differs == "no refusal" and case.what == "downgrade" and not case.address.symbol
     and case.address.branch is None and len(case.state) > 1),
    ("upgrade --sql to what lies below the start makes a script that does nothing",
     lambda case: case.differs == "no refusal" and case.offline and case.what == "upgrade"
     and case.wanted.refusal == "the end is below the start" and not case.theirs.ran),
]


def reason_for(case):
    """The name under which this is known; None where it is not."""
    return next((name for name, applies in REASONS if applies(case)), None)
