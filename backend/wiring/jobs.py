"""Scheduled work: name, rhythm, function."""

from datetime import timedelta

from backend.features.assessment.service import recheck_panels, snapshot_rounds
from backend.features.metrics.service import fix_last_quarter
from backend.kernel.jobs import Job

JOBS: tuple[Job, ...] = (
    Job("fix_last_quarter", timedelta(days=1), fix_last_quarter),
    Job("recheck_panels", timedelta(days=1), recheck_panels),
    Job("snapshot_rounds", timedelta(days=1), snapshot_rounds),
)
