"""The house's worker, which also says when it is ready: there it may be killed."""

import sys

from celery.signals import worker_ready

from config.celery import app


@worker_ready.connect
def say_so(**told: object) -> None:
    # Not through the log, where Celery puts what is printed.
    assert sys.__stdout__ is not None
    sys.__stdout__.write("ready\n")
    sys.__stdout__.flush()


if __name__ == "__main__":
    app.worker_main(
        ["worker", "--pool=solo", "--loglevel=WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    )
