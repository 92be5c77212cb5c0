"""The matrix notices when a rule of the policy is changed."""

import pytest

from tests.authz.test_matrix import ROWS
from tests.robustness.policy_mutants import Bench, chosen, mutants

SAMPLE = 120
NOTICED = 0.95


@pytest.mark.slow
@pytest.mark.clause("5.2.1.2.8")
def test_the_matrix_notices_changed_rules(app, client, world):
    bench = Bench(app, client, world, [row for _, row in ROWS])
    asking = bench.trace()
    reachable = [m for m in mutants(world.house.policy) if m.rule.permission in asking]
    tried = chosen(reachable, SAMPLE)
    alive = [m.name for m in tried if not bench.notices(m, asking[m.rule.permission])]
    unasked = sorted(set(world.house.policy.rules) - set(asking))
    print(f"\n{len(tried)} of {len(reachable)} mutants, {len(alive)} not noticed:")
    print(*alive, sep="\n")
    print(f"asked by no row: {', '.join(unasked)}")
    assert len(tried) >= min(SAMPLE, len(reachable)) > 50
    assert len(alive) <= (1 - NOTICED) * len(tried), alive
