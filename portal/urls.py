"""The citizens' addresses."""

from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [path("", views.follow, name="follow"), path("y-kien/", views.say, name="say")]
