"""The house's own settings with a queue of its own, so that a test never takes another's tasks."""

import os

from config.settings import *  # noqa: F403

CELERY_TASK_DEFAULT_QUEUE = os.environ["KILL_QUEUE"]
