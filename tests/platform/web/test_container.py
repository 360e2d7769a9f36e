"""The image and the two containers, as their files describe them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
IMAGE = (ROOT / "Containerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
POSTGRESQL = (ROOT / "compose.postgresql.yaml").read_text()
REQUIREMENTS = (ROOT / "requirements.txt").read_text()
# What a service of compose.yaml says, by its name.
SERVICES = dict(re.findall(r"^  (journal|proxy):\n((?:    .*\n|\n)+)", COMPOSE, re.M))
SERVICES["database"] = POSTGRESQL[POSTGRESQL.index("\n  database:\n    #") :]


def packages(text):
    """The Debian packages in lines that go on with a backslash."""
    return text.replace("\\", " ").split()


def test_image_has_the_debian_packages_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text()
    needed = re.search(r"^DEBIAN_RUN := (.+\n.+)$", makefile, re.M)[1]

    installed = re.search(r"--no-install-recommends ([^&]+)", IMAGE)[1]

    # And what backs up PostgreSQL.
    assert packages(installed) == [*packages(needed), "postgresql-client"]


def test_image_backs_up_the_postgresql_beside_it():
    """BAK-1: pg_dump must not be older than the server."""
    debian = re.search(r"^FROM debian:(\w+)-slim$", IMAGE, re.M)[1]
    server = re.search(r"image: postgres:(\d+)$", POSTGRESQL, re.M)[1]

    assert {"bookworm": "15", "trixie": "17"}[debian] == server
    assert "@database:5432/" in POSTGRESQL


def test_image_says_whether_it_answers():
    """AVA-3: by an address that asks no database."""
    assert "127.0.0.1:8000/healthz" in IMAGE[IMAGE.index("HEALTHCHECK") :]


def test_image_has_no_test_tools():
    installed = re.findall(r"^pytest\S*(?==)", REQUIREMENTS, re.M)
    removed = re.search(r"pip uninstall [^&]+?(?=\n\w)", IMAGE)[0]

    assert {name.partition("=")[0] for name in installed} <= {*packages(removed)}


def test_image_runs_as_a_user_of_its_own():
    """OPS-1: with one folder that belongs to it; the program is somebody else's."""
    assert re.findall(r"^USER (.+)$", IMAGE, re.M) == ["journal"]
    assert IMAGE.index("USER journal") > IMAGE.index("COPY . .")
    assert re.findall(r"--owner (\w+) .*--mode (\d+) (\S+)", IMAGE) == [
        ("journal", "700", "/data")
    ]


@pytest.mark.parametrize("name", ["journal", "proxy", "database"])
def test_container_writes_to_its_data_only(name):
    """OPS-1: everything else is read-only, and no right of root is left."""
    service = SERVICES[name]

    assert "read_only: true" in service
    assert "cap_drop: [ALL]" in service
    assert "no-new-privileges:true" in service


def test_container_believes_its_proxy_only():
    """OPS-1: the one address that compose gives to the proxy."""
    believed = re.search(r"FORWARDED_ALLOW_IPS: (\S+)", SERVICES["journal"])[1]

    assert f"ipv4_address: {believed}\n" in SERVICES["proxy"]
    assert "ports:" not in SERVICES["journal"]


def test_image_holds_nothing_private():
    """CRY-2, PRI-2: what is let in is named, and .env and data/ are not."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    let_in = {line[1:].rstrip("/") for line in lines if line.startswith("!")}

    assert "*" in lines
    assert let_in == {
        "manage.py",
        "gunicorn.conf.py",
        "requirements.txt",
        "pyproject.toml",
        "LICENSE",
        "myeloma_journal",
        "templates",
        "locale",
        "static",
        "fixtures",
    }


def test_documented_proxy_is_the_one_of_the_containers():
    documented = re.search(
        r"^    journal\.example \{\n(?:    .*\n)+",
        (ROOT / "SECURITY.md").read_text(),
        re.M,
    )[0]
    shipped = (ROOT / "Caddyfile").read_text().split("\n", 1)[1]

    meant = shipped.replace("{$SITE_URL:set-SITE_URL.invalid}", "journal.example")
    meant = meant.replace("{$UPSTREAM:127.0.0.1:8000}", "127.0.0.1:8000")

    assert meant.split() == documented.split()
