"""Where each live figure is counted from: records of the features below, by facts."""

from backend.features.metrics.figures import Figure, Period
from backend.features.metrics.registry import MetricCode
from backend.features.metrics.sources import conversion, matching, timeliness
from backend.kernel.uow import UnitOfWork

_COUNT = {
    MetricCode.CONVERSION: conversion.count,
    MetricCode.TIMELINESS: timeliness.count,
    MetricCode.MATCHING: matching.count,
}
LIVE = tuple(_COUNT)


def figure(uow: UnitOfWork, code: MetricCode, period: Period, readings: dict[str, str]) -> Figure:
    """Count one live indicator over a period."""
    return _COUNT[code](uow, period, readings)
