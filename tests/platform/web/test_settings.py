"""Production refuses to start half set, and says what is missing."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

pytestmark = pytest.mark.sqlite_only

SETTINGS = Path(__file__).parents[3] / "myeloma_journal" / "settings.py"
WHOLE = {
    "SITE_URL": "https://journal.example",
    "SECRET_KEY": "kQ7vX2mN9pR4sT6wY8zB1cD3fG5hJ0lA-eU_iOqWrStUvXyZ2468",
    "MFA_KEY": "another-Xq7nP2vL9sK4wR6tB8yZ1mC3gF5jD0hE-uA_oIrWtSvUx35791",
    "DATABASE_URL": "postgres://journal@localhost/journal",
    "EMAIL_URL": "smtp://localhost:25",
}


@pytest.fixture
def started(monkeypatch):
    """The settings as they come out of an environment that holds only these names."""

    def settings(**names):
        monkeypatch.setattr(environ.Env, "read_env", lambda path: None)
        for name in ("LOCAL", "DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", *WHOLE):
            monkeypatch.delenv(name, raising=False)
        for name, value in names.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return settings


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "SITE_URL",
            "SITE_URL is missing: the address people type, https://journal.example",
        ),
        (
            "SECRET_KEY",
            "SECRET_KEY is missing: 50 random characters that only you know",
        ),
        (
            "MFA_KEY",
            "MFA_KEY is missing: 50 other random characters, for MFA secrets",
        ),
        ("DATABASE_URL", "DATABASE_URL is missing: where the journals are kept"),
        (
            "EMAIL_URL",
            "EMAIL_URL is missing: the mail server that sends links for accounts",
        ),
    ],
)
def test_production_names_what_is_missing(started, name, sentence):
    rest = {other: value for other, value in WHOLE.items() if other != name}

    with pytest.raises(ImproperlyConfigured) as refused:
        started(**rest)

    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (
            {"SECRET_KEY": "short"},
            "SECRET_KEY is too short, or is the example value. Create your own.",
        ),
        (
            {"SECRET_KEY": "django-insecure-" + "a1b2c3d4" * 8},
            "SECRET_KEY is too short, or is the example value. Create your own.",
        ),
        (
            {"MFA_KEY": "short"},
            "MFA_KEY is too short, or is the example value. Create your own.",
        ),
        (
            {"MFA_KEY": WHOLE["SECRET_KEY"]},
            "MFA_KEY must be different from SECRET_KEY.",
        ),
        (
            {"SECRET_KEY": "ab" * 40},
            "SECRET_KEY is too short, or is the example value. Create your own.",
        ),
        (
            {"SECRET_KEY_FALLBACKS": "short"},
            "SECRET_KEY_FALLBACKS is too short, or is the example value. "
            "Create your own.",
        ),
        (
            {"ALLOWED_HOSTS": "journal.example,*"},
            "ALLOWED_HOSTS can't contain wildcards. List your hosts.",
        ),
        (
            {"ALLOWED_HOSTS": ".journal.example"},
            "ALLOWED_HOSTS can't contain wildcards. List your hosts.",
        ),
        (
            {"DEBUG": "true"},
            "DEBUG is for LOCAL servers only.",
        ),
        (
            {"FORWARDED_ALLOW_IPS": "*"},
            "FORWARDED_ALLOW_IPS can't contain *. List your proxies.",
        ),
        (
            {"OIDC_SERVER_URL": "http://login.example.org"},
            "OIDC_SERVER_URL must start with https://.",
        ),
        (
            {"OIDC_MATCH_EMAIL": "true", "EMAIL_URL": "consolemail://"},
            "OIDC_MATCH_EMAIL needs a mail server (EMAIL_URL).",
        ),
        (
            {"SITE_URL": "http://journal.example"},
            "SITE_URL must start with https://.",
        ),
        (
            {"SITE_URL": "https://example.org/journal"},
            "SITE_URL can't have a path. Give the site its own host.",
        ),
    ],
)
def test_production_refuses_what_is_not_safe(started, names, sentence):
    """CRY-2, OPS-1, OPS-2: a weak key, any host, any proxy, http."""
    with pytest.raises(ImproperlyConfigured) as refused:
        started(**WHOLE | names)

    assert str(refused.value) == sentence


def test_production_answers_to_the_host_of_its_address_only(started):
    """OPS-2: hosts and origins come from the address people type."""
    settings = started(**WHOLE)

    assert settings["ALLOWED_HOSTS"] == ["journal.example"]
    assert settings["DEBUG"] is False


def test_production_cookies_stay_on_https_and_on_this_host(started):
    """SES-1, HDR-1: cookies and https."""
    settings = started(**WHOLE)

    assert settings["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] == 365 * 24 * 60 * 60


@pytest.mark.parametrize("wanted", [False, True])
def test_production_binds_other_hosts_of_the_domain_only_when_asked(started, wanted):
    """HDR-1: HSTS for subdomains and the preload list are the operator's decision."""
    names = {"HSTS_SUBDOMAINS": str(wanted), "HSTS_PRELOAD": str(wanted)}

    settings = started(**WHOLE | names)

    assert settings["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is wanted
    assert settings["SECURE_HSTS_PRELOAD"] is wanted


def test_origin_of_an_oidc_provider_is_a_target_of_forms_only_if_there_is_one(started):
    """HDR-1: and of nothing else."""
    provider = {
        "OIDC_SERVER_URL": "https://login.example.org/realms/charity/",
        "OIDC_NAME": "Charity ID",
        "OIDC_CLIENT_ID": "journal",
        "OIDC_CLIENT_SECRET": "shared",
    }

    without, policy = (
        started(**WHOLE | names)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
        for names in ({}, provider)
    )

    assert policy.pop("form-action") == ["'self'", "https://login.example.org"]
    assert without.pop("form-action") == ["'self'"]
    assert policy == without


def test_production_hashes_passwords_with_argon2(started):
    """CRY-1: the others only read passwords that were kept before."""
    settings = started(**WHOLE)

    first = settings["PASSWORD_HASHERS"][0]
    assert first.endswith("BoundedArgon2PasswordHasher")


@pytest.mark.parametrize(
    ("url", "is_ssl", "is_tls"),
    [
        ("smtps://user:word@mail.example:465", True, False),
        ("smtp+tls://user:word@mail.example:587", False, True),
        ("smtp://mail.example:25", False, False),
    ],
)
def test_email_url_says_how_mail_is_encrypted(started, url, is_ssl, is_tls):
    """`smtps` is TLS from the first byte: read as STARTTLS, both sides wait."""
    settings = started(**WHOLE | {"EMAIL_URL": url})

    assert settings.get("EMAIL_USE_SSL", False) is is_ssl
    assert settings.get("EMAIL_USE_TLS", False) is is_tls
    assert settings["EMAIL_TIMEOUT"] == 10


def test_production_makes_postgresql_wait_for_the_disk(started):
    """INT-1: on PostgreSQL, too."""
    options = started(**WHOLE)["DATABASES"]["default"]["OPTIONS"]

    assert options == {"options": "-c synchronous_commit=on"}


def test_production_keeps_what_the_address_of_the_database_asks_for(started):
    """INT-1: but for what would let a power cut take back what was saved."""
    address = "postgres://journal@db.example/journal"
    weak = "-c synchronous_commit=off"
    asked = f"{address}?sslmode=verify-full&options={quote(weak)}"

    options = started(**WHOLE | {"DATABASE_URL": asked})["DATABASES"]["default"][
        "OPTIONS"
    ]

    assert options["sslmode"] == "verify-full"
    # The last one counts.
    assert options["options"] == f"{weak} -c synchronous_commit=on"


def test_slash_at_the_end_of_the_address_of_the_site_is_dropped(started):
    """Browsers send an origin without it."""
    settings = started(**WHOLE | {"SITE_URL": "https://journal.example/"})

    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://journal.example"]


@pytest.mark.parametrize("name", ["SECRET_KEY", "MFA_KEY"])
def test_local_key_is_made_once_and_read_by_nobody_else(started, tmp_path, name):
    """CRY-2."""
    first = started(LOCAL="true", DATA_DIR=str(tmp_path))
    second = started(LOCAL="true", DATA_DIR=str(tmp_path))

    assert first[name] == second[name]
    assert first["SECRET_KEY"] != first["MFA_KEY"]
    assert len(first[name]) >= 50
    assert (tmp_path / name.lower()).stat().st_mode & 0o777 == 0o600


def test_operator_hears_of_wrong_texts_where_there_is_no_editor(started):
    told = started(**WHOLE, OPERATOR_EMAIL="operator@example.org")

    assert told["EDITORS_EMAIL"] == "operator@example.org"


def test_keys_of_mfa_stand_newest_first(started):
    """CRY-2: what an older key has encrypted is still read."""
    settings = started(**WHOLE, MFA_KEY_FALLBACKS="older,oldest")

    assert settings["MFA_KEYS"] == [WHOLE["MFA_KEY"], "older", "oldest"]


def test_production_settings_pass_the_deployment_check():
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=SETTINGS.parents[1],
        env={"PATH": os.environ["PATH"], "LOCAL": "", **WHOLE},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
