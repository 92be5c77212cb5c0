"""The matrix notices when a rule of the policy is changed."""

import pytest

from backend.web.routing import api_routes, permission_of
from tests.authz.test_matrix import ROWS
from tests.robustness.policy_mutants import Bench, chosen, mutants, only_system

SAMPLE = 120
NOTICED = 0.95
# These decide what an answer holds and not whether it is given; the features' own tests look there.
OF_CONTENT = {
    "assessment.read_sheets",
    "demand.desk",
    "demand.read_confidential",
    "metric.detail",
}


def _for_people(app, policy) -> set[str]:
    """Return the permissions that a route can lead to: what only the platform does is none."""
    named = {permission_of(route) for route in api_routes(app)}
    return {
        name
        for name, rule in policy.rules.items()
        if name not in OF_CONTENT and (name in named or not all(map(only_system, rule.anyone_of)))
    }


@pytest.mark.slow
@pytest.mark.clause("5.2.1.2.8")
def test_the_matrix_notices_changed_rules(app, client, world):
    bench = Bench(app, client, world, [row for _, row in ROWS])
    asking = bench.trace()
    people = _for_people(app, world.house.policy) & set(asking)
    reachable = [m for m in mutants(world.house.policy) if m.rule.permission in people]
    tried = chosen(reachable, SAMPLE)
    alive = [m.name for m in tried if not bench.notices(m, asking[m.rule.permission])]
    unasked = sorted(set(world.house.policy.rules) - set(asking))
    print(f"\n{len(tried)} of {len(reachable)} mutants, {len(alive)} not noticed:")
    print(*alive, sep="\n")
    print(f"asked by no row: {', '.join(unasked)}")
    assert len(tried) >= min(SAMPLE, len(reachable)) > 50
    assert len(alive) <= (1 - NOTICED) * len(tried), alive
