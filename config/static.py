"""Finds the static files of pages that we show: viewflow's 49 MiB and ninja's documentation are not among them."""

from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder

UNUSED = ("viewflow", "viewflow.workflow", "ninja")


class UsedAppsFinder(AppDirectoriesFinder):
    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(app_names, *args, **kwargs)
        self.apps = [name for name in self.apps if name not in UNUSED]
        self.storages = {name: storage for name, storage in self.storages.items() if name not in UNUSED}
