"""The citizens' addresses."""

from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.follow, name="follow"),
    path("y-kien/", views.say, name="say"),
    path("bien-nhan/", views.receipt, name="receipt"),
    path("bien-nhan/tep/", views.receipt_file, name="receipt-file"),
    path("bien-nhan/khoa.json", views.keys, name="keys"),
    path("bo-sung/", views.supplement, name="supplement"),
]
