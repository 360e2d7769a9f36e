import pytest

from myeloma_journal.platform.forms.record_pages import safe_next_url


@pytest.mark.parametrize("address", ["/patients/1/?by=visit", "/"])
def test_it_leads_back_to_a_page_of_ours(rf, address):
    assert safe_next_url(rf.get("/", {"next": address})) == address


@pytest.mark.parametrize(
    "address", ["", "https://example.org/", "//example.org", "javascript:alert(1)"]
)
def test_it_leads_nowhere_else(rf, address):
    assert safe_next_url(rf.get("/", {"next": address})) == ""
