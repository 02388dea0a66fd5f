"""viewflow's nodes as this house runs them: inside an operation, under its lock, each row written once.

The library guards every node by a savepoint and writes a gateway twice, because its nodes may also run by themselves.
Ours never do: an operation holds the case and a transaction, and where anything fails nothing has happened. What comes
to stand in the tables is the same.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection
from django.utils.timezone import now
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.end import EndActivation
from viewflow.workflow.nodes.start import StartHandleActivation
from viewflow.workflow.nodes.switch import SwitchActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.signals import flow_finished, flow_started, task_finished, task_started
from viewflow.workflow.status import PROCESS, STATUS

Step = TypeVar("Step", bound=Callable[..., None])


def transition(**facts: Any) -> Callable[[Step], Step]:
    declared: Callable[[Step], Step] = Activation.status.transition(**facts)
    return declared


def same() -> Callable[[Step], Step]:
    """Declare the step anew, with the sources and targets that it has in the library."""
    declared: Callable[[Step], Step] = Activation.status.super()
    return declared


class BeginActivation(StartHandleActivation):  # type: ignore[misc]  # viewflow has no types
    @transition(source=STATUS.NEW)
    def execute(self) -> None:
        assert connection.in_atomic_block, "work is begun by an operation"
        task_started.send(sender=self.flow_class, process=self.process, task=self.task)
        self.process.save()
        with self.flow_class.lock(self.process.pk):
            self.complete()
            flow_started.send(sender=self.flow_class, process=self.process, task=self.task)
            self.activate_next()


class WrittenWhenPassed(Activation):  # type: ignore[misc]
    """A node at which nobody stops: it is written when it is passed, and not before."""

    came_from: Any

    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None
    ) -> "WrittenWhenPassed":
        task = flow_task.flow_class.task_class(process=prev_activation.process, flow_task=flow_task, token=token)
        task.data, task.seed = data if data is not None else {}, seed
        passed = cls(task)
        passed.came_from = prev_activation.task
        return passed

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        # The library's is that of the row, and there is none yet.
        return id(self)

    @transition(source=STATUS.NEW, target=STATUS.DONE)
    def complete(self) -> None:
        self.task.finished = now()
        self.task.save()
        self.task.previous.add(self.came_from)
        task_finished.send(sender=self.flow_class, process=self.process, task=self.task)


class GateActivation(WrittenWhenPassed, SwitchActivation):  # type: ignore[misc]
    @same()
    def activate(self) -> None:
        branches = self.flow_task._branches
        self.next_task = next(node for node, condition in branches if condition is None or condition(self))


class DoneActivation(WrittenWhenPassed, EndActivation):  # type: ignore[misc]
    @same()
    def activate(self) -> None:
        self.task.started = now()
        task_started.send(sender=self.flow_class, process=self.process, task=self.task)
        # A graph of ours has one step open at a time: the one that led here.
        self.process.status, self.process.finished = PROCESS.DONE, now()
        self.process.save(update_fields=["status", "finished"])
        flow_finished.send(sender=self.flow_class, process=self.process, task=self.task)


class HumanActivation(ViewActivation):  # type: ignore[misc]
    @transition(source=STATUS.NEW, target=STATUS.ASSIGNED)
    def assign(self, user: int | None) -> None:
        """Say whose it was: written with what follows, for nobody is given a task before it is done."""
        self.task.owner_id = user


class Begin(flow.StartHandle):  # type: ignore[misc]
    activation_class = BeginActivation


class Gate(flow.Switch):  # type: ignore[misc]
    activation_class = GateActivation


class Done(flow.End):  # type: ignore[misc]
    activation_class = DoneActivation


class Human(flow.View):  # type: ignore[misc]
    activation_class = HumanActivation
