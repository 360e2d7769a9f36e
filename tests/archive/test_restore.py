"""A journal comes back as it was: all of it, or not at all."""

import json
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from myeloma_journal.archive.erasure import erase_journal
from myeloma_journal.archive.export.bundle import journal_zip
from myeloma_journal.archive.export.data import journal_json
from myeloma_journal.archive.restore import reading
from myeloma_journal.archive.restore.errors import ArchiveError, archive_error
from myeloma_journal.archive.restore.records import restore
from myeloma_journal.archive.rows import Rows
from myeloma_journal.archive.tables import tables
from myeloma_journal.care_circle.models import Invitation, Membership, Patient
from myeloma_journal.care_team.models import CallRule
from myeloma_journal.catalogue.models import Drug, Symptom
from myeloma_journal.journal.models import Entry
from myeloma_journal.platform.accounts.models import NO_LOGIN_DOMAIN, User
from myeloma_journal.platform.backups import erasures
from myeloma_journal.platform.backups.models import Erasure
from myeloma_journal.platform.files.refusals import MEGABYTE, Limits, RefusedError
from myeloma_journal.platform.forms.fields import far_ahead
from myeloma_journal.treatment.models import LineDrug, ProcedureDone
from myeloma_journal.welcome import demo
from tests.archive.odd import odd_journal
from tests.factories import make_entry, make_membership, make_user

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 19, 2, tzinfo=UTC)


def written(member):
    """Everything in the journal, as JSON."""
    return "".join(journal_json(Rows(member), AT))


def emptied(member):
    """No trace of the journal, nor of anybody in it."""
    erase_journal(member.patient_id, AT)
    User.objects.all().delete()


def member_of(user):
    return Membership.objects.get(user=user)


def zipped(text, name="journal.json"):
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(name, text)
    return file


def read_journal(file, **limits):
    """As `source.read_journal`, without the process of its own, which takes time."""
    out = BytesIO()
    try:
        reading.read(file, out, Limits(**limits))
    except RefusedError as refused:
        raise archive_error(refused) from None
    out.seek(0)
    return reading.unpack(out)


@pytest.fixture
def odd():
    return odd_journal()


@pytest.fixture(scope="module")
def odd_file(django_db_setup, django_db_blocker):
    """The journal.json of the odd journal, of which nothing is left here."""
    with django_db_blocker.unblock(), transaction.atomic():
        text = written(odd_journal())
        transaction.set_rollback(True)
    return text


@pytest.fixture
def exported(odd_file):
    return json.loads(odd_file)


@pytest.fixture
def file_of(tmp_path):
    """A file on disk with the whole journal of a member."""

    def file_of(member):
        path = tmp_path / "journal.zip"
        path.write_bytes(b"".join(journal_zip(member, AT, "en-us")))
        return path

    return file_of


@pytest.mark.parametrize("make", [odd_journal, demo.load])
def test_restored_journal_is_written_out_the_same(catalogue, make):
    """PRI-1: what was exported can be restored, and nothing is lost."""
    member = make()
    before = written(member)
    emptied(member)
    owner = make_user(name=str(member.user))

    restore(json.loads(before), owner=owner, dry_run=False)

    assert written(member_of(owner)) == before


def test_every_table_takes_part_in_the_round_trip(exported):
    assert [name for name, rows in exported["tables"].items() if not rows] == []


def test_restore_journal_restores_a_file(odd, file_of, capsys):
    path = file_of(odd)
    emptied(odd)
    owner = make_user(email="peg@example.org")

    call_command("restore_journal", path, owner="peg@example.org")

    assert member_of(owner).patient.name == "Margaret & Söhne"
    said = capsys.readouterr().out
    assert "3 entries" in said
    assert "Anna has no account here" in said
    assert "The journal was imported." in said


def test_restore_journal_tries_first_and_writes_nothing(odd, file_of, capsys):
    path = file_of(odd)
    emptied(odd)
    make_user(email="peg@example.org")

    call_command("restore_journal", path, owner="peg@example.org", dry_run=True)

    assert "3 entries" in capsys.readouterr().out
    assert not Patient.objects.exists()
    assert User.objects.count() == 1


def test_restore_journal_wants_an_account_that_exists(tmp_path):
    with pytest.raises(CommandError, match="No account has the email nobody@"):
        call_command("restore_journal", tmp_path, owner="nobody@example.org")


def test_restore_journal_says_that_a_file_is_not_there(tmp_path):
    make_user(email="peg@example.org")

    with pytest.raises(CommandError, match=r"can't be opened: No such file"):
        call_command("restore_journal", tmp_path / "x.zip", owner="peg@example.org")


def test_people_of_a_restored_journal_keep_their_names_and_cannot_sign_in(exported):
    restore(exported, owner=make_user(), dry_run=False)

    anna = User.objects.get(name="Anna")
    assert not anna.is_active
    assert not anna.has_usable_password()
    assert anna.email.endswith(NO_LOGIN_DOMAIN)
    assert Entry.all_objects.get(created_by=anna).created_by_name == "Anna"


def test_who_cannot_sign_in_does_not_count_as_an_owner(odd):
    Membership.objects.filter(user__name="Anna").update(role="owner")
    exported = json.loads(written(odd))
    emptied(odd)
    owner = make_user()

    restore(exported, owner=owner, dry_run=False)

    owners = member_of(owner).patient.memberships.owners()
    assert [membership.user for membership in owners] == [owner]


def test_links_of_a_restored_journal_find_the_catalogue_by_name(odd):
    exported = json.loads(written(odd))
    emptied(odd)
    Drug.objects.filter(slug="odd-drug").delete()
    symptom = Symptom.objects.get(slug="odd-symptom")

    report = restore(exported, owner=make_user(), dry_run=False)

    patient = Patient.objects.get()
    assert patient.followed_symptoms.get(name="Bone pain").symptom == symptom
    drug = LineDrug.objects.get()
    assert (drug.drug, drug.name) == (None, "pomalidomide")
    assert report.not_in_catalogue > 0


def test_invitation_of_a_restored_journal_opens_with_no_link(exported):
    restore(exported, owner=make_user(), dry_run=False)

    assert not Invitation.objects.by_token("a secret").exists()
    assert Invitation.objects.count() == 2


def test_journal_that_was_added_again_outlives_its_erasure(odd):
    """PRI-2: a later backup keeps it, and an earlier one still brings nothing back."""
    exported, key = json.loads(written(odd)), odd.patient_id
    gone = erasures.Gone("journal", key, timezone.now())
    erase_journal(key, gone.at)
    User.objects.all().delete()

    restore(exported, owner=make_user(), dry_run=False)

    assert erasures.apply([gone]) == 0
    assert Patient.objects.filter(pk=key).exists()
    assert Erasure.objects.filter(erased_id=key).exists()

    erase_journal(key, timezone.now())

    assert erasures.apply([gone]) == 1


def test_restored_journal_does_not_wait_to_be_deleted(odd):
    odd.patient.deletion_scheduled_at, odd.patient.deletion_scheduled_by = (
        timezone.now(),
        "Zoë",
    )
    odd.patient.save()
    exported = json.loads(written(odd))
    emptied(odd)

    restore(exported, owner=make_user(), dry_run=False)

    assert Patient.objects.get().deletion_scheduled_at is None


def test_what_was_written_while_the_file_was_made_is_counted(exported):
    entries = exported["tables"]["entries"]
    later = next(entry for entry in entries if not entry["question"])
    entries.remove(later)
    exported["tables"]["questions"] = exported["tables"]["questions_history"] = []
    exported["tables"]["answers"] = exported["tables"]["answers_history"] = []

    report = restore(exported, owner=make_user(), dry_run=False)

    assert report.dangling > 0
    assert Entry.all_objects.count() == 2
    assert Entry.all_objects.filter(question=None).count() == 2


def test_file_from_before_a_field_and_a_table_were_added_is_restored(exported):
    for entry in exported["tables"]["entries"]:
        del entry["device_at"], entry["part_of_day"]
    del exported["tables"]["saved_packet_settings"]

    restore(exported, owner=make_user(), dry_run=False)

    assert {entry.part_of_day for entry in Entry.all_objects.all()} == {""}


def test_long_journal_is_restored_in_few_statements(exported):
    """AVA-4: as long as it takes, nobody else can save."""
    entries = exported["tables"]["entries"]
    more = [{"id": str(uuid4()), "client_uuid": str(uuid4())} for _n in range(1000)]
    exported["tables"]["entries"] += [entries[0] | ids for ids in more]

    with CaptureQueriesContext(connection) as queries:
        restore(exported, owner=make_user(), dry_run=False)

    assert Entry.all_objects.count() > 1000
    assert len(queries) < 500


def test_day_that_a_form_takes_is_restored(exported):
    day = far_ahead(timezone.localdate())
    exported["tables"]["procedures"][0]["done_on"] = day.isoformat()

    restore(exported, owner=make_user(), dry_run=False)

    assert ProcedureDone.objects.filter(done_on=day).count() == 1


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("tables", "patient", 0, "name"), "Mar\u202egaret\a\nB.", "Margaret B."),
        (("people", 1, "name"), "An\u202ena\x07", "Anna"),
        (("tables", "entries", 0, "note"), "Two\r\nlines\a", "Two\nlines"),
        (("tables", "call_rules", 0, "words"), "Two\r\nlines\a", "Two\nlines"),
    ],
)
def test_text_of_a_restored_file_is_cleaned_like_that_of_a_form(
    exported, path, value, expected
):
    """INP-2: one cleaner."""
    changed(path, value)(exported)

    restore(exported, owner=make_user(), dry_run=False)

    model = {"people": User, "patient": Patient, "entries": Entry}.get(
        path[-3], CallRule
    )
    assert expected in model._base_manager.values_list(path[-1], flat=True)


# What is refused


def changed(path, value):
    """A change of journal.json at one place."""

    def change(part):
        *way, last = path
        for step in way:
            part = part[step]
        part[last] = value

    return change


ENTRY = ("tables", "entries", 0)
LINE = ("tables", "lines", 0)
LINE_BEFORE = ("tables", "lines_history", 0)
PROCEDURE = ("tables", "procedures", 0)
REFUSALS = [
    (("version",), 2, "Update Myeloma Journal first"),
    (("version",), "1", "doesn’t say which version"),
    (("format",), "other", "did not come from Myeloma Journal"),
    (("tables",), [], "has no “tables”"),
    (("tables", "patient"), [], "should hold one patient"),
    (("tables", "moods"), [], "an unknown part, “moods”"),
    (("tables", "entries"), {}, "“entries” is not a list of records"),
    ((*ENTRY, "mood"), 1, "“entries” has an unknown column, “mood”"),
    ((*ENTRY, "id"), "x", "In “entries”, record 1, “id”: The value can’t be read: x"),
    ((*ENTRY, "id"), None, "In “entries”, record 1, “id”: The value is empty"),
    (
        (*ENTRY, "felt_on"),
        "2026-02-30",
        ("“felt_on”: The value can’t be read: 2026-02-30"),
    ),
    ((*ENTRY, "felt_on"), 20260230, "“felt_on”: The value is of the wrong kind"),
    ((*ENTRY, "overall"), True, "“overall”: The value is of the wrong kind"),
    ((*ENTRY, "overall"), 10**30, "“overall”: The value can’t be read"),
    ((*ENTRY, "overall"), 9, "“overall”: The value can’t be read: 9"),
    ((*LINE, "number"), 99, "“lines”, record 1: The record doesn’t fit"),
    (
        (*LINE_BEFORE, "started_precision"),
        "week",
        ("“started_precision”: The value can’t be read"),
    ),
    ((*ENTRY, "written_at"), "2026-03-04T20:00:00", "The time has no time zone"),
    ((*ENTRY, "written_at"), "9999-12-31T23:00:00-05:00", "The time is not valid"),
    (
        (*ENTRY, "felt_on"),
        "1899-12-31",
        ("“felt_on”: The date is not between January 1, 1900 and"),
    ),
    (
        (*LINE, "started_on"),
        "9999-12-31",
        ("“lines”, record 1, “started_on”: The date is not between"),
    ),
    (
        (*PROCEDURE, "done_on"),
        "9999-12-31",
        ("“procedures”, record 1, “done_on”: The date is not"),
    ),
    (
        (*ENTRY, "note"),
        "\ud800",
        ("“note”: The text contains a character that isn’t allowed"),
    ),
    (
        (*ENTRY, "note"),
        "a\x00b",
        ("“note”: The text contains a character that isn’t allowed"),
    ),
    (
        (*ENTRY, "created_by_name"),
        "x" * 171,
        "“created_by_name”: The text is longer than 170 characters",
    ),
    ((*ENTRY, "zone"), "../../etc", "“zone”: The value can’t be read: ../../etc"),
    (
        ("tables", "contacts", 0, "daytime_number"),
        "javascript:alert(1)",
        "“daytime_number”: The value can’t be read: javascript",
    ),
    (
        ("tables", "patient", 0, "zone"),
        "Mars/Base",
        ("The value can’t be read: Mars/Base"),
    ),
    (
        ("tables", "saved_packet_settings", 0, "left_out"),
        5,
        "“left_out”: The value is not a list of words",
    ),
    (
        ("tables", "saved_packet_settings", 0, "private"),
        [5],
        "“private”: The value is not a list of words",
    ),
    (
        ("tables", "ratings", 0, "answers"),
        {"times": -1},
        "“answers”: The value is not a list of answers",
    ),
    (
        ("tables", "ratings", 0, "answers"),
        {"where": ["x" * 501]},
        "“answers”: The text is longer than 500 characters",
    ),
    ((*ENTRY, "created_by"), 77, "“created_by”: This person is not listed"),
    (("people",), [{"number": 1}], "one entry has no number or no name"),
    (
        ("tables", "lab_results", 0, "value"),
        "NaN",
        ("“value”: The value can’t be read: NaN"),
    ),
    (("tables", "memberships"), [], "Person 1 in the file is not an owner"),
]


@pytest.mark.parametrize(("path", "value", "sentence"), REFUSALS)
def test_changed_file_is_refused_with_its_place_and_reason(
    exported, path, value, sentence
):
    """INP-1: what a file says is held to the same rules as what a form says."""
    owner = make_user()
    changed(path, value)(exported)

    with pytest.raises(ArchiveError, match=sentence):
        restore(read_journal(zipped(json.dumps(exported))), owner=owner, dry_run=False)

    assert not Patient.objects.exists()
    assert list(User.objects.all()) == [owner]


def test_journal_that_is_here_is_not_touched(odd):
    exported = json.loads(written(odd))

    with pytest.raises(ArchiveError, match="This journal is already on this server"):
        restore(exported, owner=odd.user, dry_run=False)


@pytest.mark.parametrize("table", ["entries", "entries_history"])
def test_file_that_names_records_of_another_journal_is_refused(exported, table):
    foreign = make_entry(note="Not yours.")
    exported["tables"][table][0]["id"] = str(foreign.pk)

    with pytest.raises(
        ArchiveError, match=("Part of this journal is already on this server")
    ):
        restore(exported, owner=make_user(), dry_run=False)

    assert foreign.history.count() == 0


@pytest.mark.parametrize("table", ["entries", "entries_history"])
def test_record_that_belongs_to_another_journal_is_refused(exported, table):
    exported["tables"][table][0]["patient"] = str(make_membership().patient_id)

    with pytest.raises(
        ArchiveError, match=("record 1: The record belongs to a different journal")
    ):
        restore(exported, owner=make_user(), dry_run=False)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (BytesIO(b"no zip"), "This is not a ZIP file, or it is damaged"),
        (BytesIO(b""), "This is not a ZIP file, or it is damaged"),
        (zipped("{}", "other.json"), "The file has no journal.json in it"),
        (zipped("{}"), "did not come from Myeloma Journal"),
        (zipped("[]"), "did not come from Myeloma Journal"),
        (zipped('{"format":\n "x" "y"}'), "journal.json, line 2, character 6"),
        (zipped('{"version": NaN}'), "can’t be read. It was changed"),
        (zipped("[" * 100_000), "can’t be read. It was changed"),
        (zipped(b"\xff\xfe"), "can’t be read. It was changed"),
        (zipped('{"version": ' + "9" * 5000 + "}"), "can’t be read. It was changed"),
    ],
)
def test_other_file_is_refused_with_a_reason(file, sentence):
    with pytest.raises(ArchiveError, match=sentence):
        read_journal(file)


@pytest.mark.parametrize("cut", [0.3, 0.9, 0.999])
def test_file_that_is_cut_off_is_refused(odd_file, cut):
    whole = zipped(odd_file).getvalue()

    with pytest.raises(ArchiveError, match="it is damaged"):
        read_journal(BytesIO(whole[: int(len(whole) * cut)]))


def test_file_with_one_changed_byte_is_refused(odd_file):
    whole = bytearray(zipped(odd_file).getvalue())
    whole[len(whole) // 2] ^= 1

    with pytest.raises(ArchiveError, match="it is damaged"):
        read_journal(BytesIO(whole))


HEAD = '"format": "myeloma-journal", "version": 1'
ROWS = [{"id": "x"}] * 6


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (zipped(" " * 3 * MEGABYTE), r"is 3 MB\. The limit is 2 MB"),
        (zipped(f'{{{HEAD}, "tables": {{"a": {json.dumps(ROWS)}}}}}'), "is too long"),
        (zipped(f'{{{HEAD}, "tables": {{"a": [1]}}}}'), "“a” is not a list of records"),
        (zipped(f'{{{HEAD}, "tables": {{"a": [{{"b": [[[]]]}}]}}}}'), "was changed"),
        (zipped(f'{{{HEAD}, "tables": {{}}, "left_out": [[[1]]]}}'), "was changed"),
    ],
)
def test_file_that_would_take_too_much_is_refused(file, sentence):
    """UPL-1: what is handed on is small and flat."""
    with pytest.raises(ArchiveError, match=sentence):
        read_journal(file, unpacked_bytes=2 * MEGABYTE, records=5)


@pytest.mark.parametrize(
    "path", [(*ENTRY, "created_by"), (*ENTRY, "patient"), ("people", 1, "number")]
)
def test_list_where_a_link_should_be_is_refused(exported, path):
    changed(path, [1])(exported)

    with pytest.raises(ArchiveError):
        restore(exported, owner=make_user(), dry_run=False)


def test_moment_that_is_none_is_left_out(exported):
    """A page reads it with less room on the stack than the reader had."""
    exported["exported_at"] = [[[[["deep"]]]]]

    assert read_journal(zipped(json.dumps(exported)))["exported_at"] == ""


def test_refusal_repeats_no_half_character(exported):
    """It could not be sent to a browser."""
    exported["tables"]["\ud800moods"] = []

    with pytest.raises(ArchiveError, match="an unknown part, “moods”"):
        restore(exported, owner=make_user(), dry_run=False)


def test_every_table_has_unique_ids():
    names = [table.name for table in tables()]

    assert len(names) == len(set(names))
