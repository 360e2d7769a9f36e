from myeloma_journal.care_circle.forms import zone_choices


def test_each_time_zone_is_offered_once_and_those_of_the_united_states_first():
    names = [name for name, _ in zone_choices()]

    assert names[0] == "America/New_York"
    assert names.index("Pacific/Honolulu") < names.index("Africa/Abidjan")
    assert "Asia/Kolkata" in names
    assert not {"Asia/Calcutta", "Europe/Kiev", "Asia/Saigon", "EST"} & set(names)
