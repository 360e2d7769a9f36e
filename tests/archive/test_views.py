"""My data: who may open it, and what it says."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("helper", 403), ("reader", 403), ("stranger", 404)],
)
def test_my_data_opens_only_to_those_who_decide_about_it(
    client, cast, patient, who, status
):
    client.force_login(cast[who])

    url = reverse("archive:my_data", args=[patient.pk])

    assert client.get(url).status_code == status
