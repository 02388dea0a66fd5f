"""The static files: found in the apps whose pages we show, collected packed and named after their content."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder, get_finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

# viewflow's 49 MiB, ninja's documentation and the six htmx of django_htmx are not among them.
UNUSED = ("viewflow", "viewflow.workflow", "ninja", "django_htmx")


class UsedAppsFinder(AppDirectoriesFinder):
    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(app_names, *args, **kwargs)
        self.apps = [name for name in self.apps if name not in UNUSED]
        self.storages = {name: storage for name, storage in self.storages.items() if name not in UNUSED}


def collect(place: Path) -> None:
    """Lay every file packed into the folder, under a name that changes with its content; the older names stay.

    A browser keeps what it fetched for good, and a page that is open during an upgrade still finds its own files.
    """
    storage = CompressedManifestStaticFilesStorage(
        location=place, base_url=settings.STATIC_URL, file_permissions_mode=0o644, directory_permissions_mode=0o755
    )
    found: dict[str, tuple[Any, str]] = {}
    for finder in get_finders():
        for path, source in finder.list([]):
            storage.delete(path)
            with source.open(path) as file:
                storage.save(path, file)
            found[path] = (storage, path)
    for path, _named, done in storage.post_process(found):
        if isinstance(done, Exception):
            raise RuntimeError(f"{path} cannot be collected") from done
