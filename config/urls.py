"""Which package answers which address."""

from django.urls import URLPattern, URLResolver, include, path

from api.metrics import metrics
from api.views import live, ready

handler400 = "desk.refusals.bad_request"
handler500 = "desk.refusals.broken"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("desk.urls")),
    path("", include("desk.accounts.urls")),
    path("theo-doi/", include("portal.urls")),
    path("api/", include("api.urls")),
    path("healthz/live", live, name="live"),
    path("healthz/ready", ready, name="ready"),
    path("metrics", metrics, name="metrics"),
]
