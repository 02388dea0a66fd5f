from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        # The libraries it listens to have models: it can be imported only when all packages are loaded.
        import_module("desk.accounts.happenings").listen()
