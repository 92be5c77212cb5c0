"""Scheduled work: name, rhythm, function."""

from backend.kernel.jobs import Job

JOBS: tuple[Job, ...] = ()
