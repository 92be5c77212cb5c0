"""State machines as tables: the only code that assigns a status."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from backend.kernel.errors import Conflict, Invalid
from backend.kernel.events import Event
from backend.kernel.schema import ActionView

if TYPE_CHECKING:
    from backend.kernel.uow import UnitOfWork

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Transition(Generic[S]):
    """One line of a workflow table.

    `guard` returns the reason why not, in Chinese, or None. `automatic` transitions
    are fired by the platform itself and are never offered as a button.
    """

    action: str
    sources: frozenset[S]
    target: S
    event: type[Event]
    label_zh: str
    label_en: str
    guard: "Callable[[UnitOfWork, Any], str | None] | None" = None
    reason_required: bool = False
    confirm: bool = False
    offered: bool = True


class Workflow(Generic[S]):
    """All transitions of one aggregate.

    Parameters
    ----------
    aggregate
        The aggregate's name; permissions are ``<aggregate>.<action>``.
    states
        Every state with its Chinese and English label.
    transitions
        The table.
    """

    def __init__(
        self,
        aggregate: str,
        states: dict[S, tuple[str, str]],
        transitions: Sequence[Transition[S]],
    ) -> None:
        self.aggregate = aggregate
        self.states = states
        self.by_action = {transition.action: transition for transition in transitions}
        if len(self.by_action) != len(transitions):
            raise ValueError(f"an action of {aggregate} is declared twice")

    def permission(self, action: str) -> str:
        """Return the permission an action needs."""
        return f"{self.aggregate}.{action}"

    def label(self, status: S) -> str:
        """Return the Chinese name of a state."""
        return self.states[status][0]

    def available(self, uow: "UnitOfWork", obj: Any) -> list[ActionView]:
        """Return what the actor may do to this object now."""
        return [
            ActionView(
                action=transition.action,
                label_zh=transition.label_zh,
                label_en=transition.label_en,
                reason_required=transition.reason_required,
                confirm=transition.confirm,
            )
            for transition in self.by_action.values()
            if transition.offered
            and obj.status in transition.sources
            and uow.allows(self.permission(transition.action), obj)
        ]

    def fire(self, uow: "UnitOfWork", obj: Any, action: str, **facts: Any) -> None:
        """Move an object: permission, state, guard, status, event, in this order.

        Raises
        ------
        Denied
            The actor may not.
        Conflict
            The state or the guard says no.
        Invalid
            A reason is required and missing.
        """
        transition = self.by_action[action]
        uow.require(self.permission(action), obj)
        if obj.status not in transition.sources:
            raise Conflict(
                f"当前状态为“{self.label(obj.status)}”，不能“{transition.label_zh}”。",
                status_now=obj.status.value,
            )
        if transition.reason_required and not str(facts.get("reason", "")).strip():
            raise Invalid.field("/reason", "请填写原因。")
        if transition.guard and (why := transition.guard(uow, obj)):
            raise Conflict(why)
        obj.status = transition.target
        uow.record(transition.event(aggregate_id=obj.id, **facts))

    def diagram(self) -> str:
        """Return the table as a mermaid state diagram."""
        lines = ["stateDiagram-v2"]
        lines += [f"  {state.value}: {zh}" for state, (zh, _) in self.states.items()]
        lines += [
            f"  {source.value} --> {t.target.value}: {t.label_zh}"
            for t in self.by_action.values()
            for source in sorted(t.sources, key=lambda s: s.value)
        ]
        return "\n".join(lines)
