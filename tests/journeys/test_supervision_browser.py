"""A supervisor's morning in a browser: what did not happen, the briefing, the report; every page clean for axe."""

import pytest
from django.utils import timezone

from tests.journeys.test_holding_browser import a_late_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_what_did_not_happen_is_put_on_the_briefing_and_every_figure_opens_its_list(office, visitor, width):
    case = a_late_case(office, timezone.localdate())
    supervisor = visitor(office.person("supervisor"), width=width)
    supervisor.goes("/giam-sat/").sees(case.number)
    supervisor.page.locator("details.acts summary").first.click()
    supervisor.presses("Giao ban kỳ tới").sees(f"Vụ việc {case.number}: Giao ban kỳ tới.")
    supervisor.goes("/giam-sat/giao-ban/").sees(case.number)
    supervisor.goes("/giam-sat/tra-loi/").sees(office.agency.name)
    supervisor.presses(f"{office.agency.name}, Trễ theo công văn: 1").sees(case.number)
    supervisor.goes("/bao-cao/").sees("Theo cơ quan, trễ nhiều nhất ở trên")
    supervisor.presses(f"{office.agency.name}, Trễ theo công văn: 1").sees(case.number)
