"""The addresses of the desk, in the order of a petition's way."""

from django.urls import path
from django.views.generic import RedirectView

from .views import case, documents, inbox, intake, lists, messages, move, personal, register

app_name = "desk"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="desk:inbox"), name="home"),
    path("viec/", inbox.inbox, name="inbox"),
    path("viec/<int:assignment_id>/nhan/", inbox.take, name="take"),
    path("viec/<int:assignment_id>/tra/", inbox.put_back, name="put-back"),
    path("tiep-nhan/", intake.intake, name="intake"),
    path("tiep-nhan/<int:case_id>/bien-nhan/", intake.receipt, name="receipt"),
    path("tiep-nhan/<int:case_id>/bien-nhan.pdf", intake.receipt_pdf, name="receipt-pdf"),
    path("so-don/", register.register, name="register"),
    path("vu-viec/<int:case_id>/", case.case, name="case"),
    path("vu-viec/<int:case_id>/cong-van.pdf", documents.letter, name="letter"),
    path("vu-viec/<int:case_id>/thoi-han/<int:duty_id>/", case.certificate, name="certificate"),
    path("vu-viec/<int:case_id>/<str:name>/", move.move, name="move"),
    path("tai-lieu/<int:document_id>/", documents.document, name="document"),
    path("lanh-dao/", lists.leader, name="leader"),
    path("van-thu/", lists.records, name="records"),
    path("co-quan/", lists.agency, name="agency"),
    path("giam-sat/", lists.supervision, name="supervision"),
    path("lam-viec-cho/", personal.capacity, name="capacity"),
    path("tai-khoan-cua-toi/", personal.account, name="account"),
    path("nen/", personal.theme, name="theme"),
    path("ngon-ngu/", personal.language, name="language"),
    path("thong-bao/", messages.messages, name="messages"),
]
