"""Every page tells the browser to load nothing from elsewhere, and production settings pass Django's own check."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from config.catalogues import compile_catalogues

ROOT = Path(__file__).parents[2]


def check_deploy(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        # The browser's tests ask for it, an office must not.
        env={key: value for key, value in os.environ.items() if key != "DJANGO_ALLOW_ASYNC_UNSAFE"}
        | {"DATA_DIR": str(tmp_path), "SECRET_KEY": "a-long-random-value-" * 4}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_production_settings_pass_the_check(tmp_path):
    done = check_deploy(tmp_path, SITE_URL="https://don.example.vn")
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_check_notices_a_site_without_tls_and_a_missing_key(tmp_path):
    assert "security.W012" in check_deploy(tmp_path, SITE_URL="http://don.example.vn").stderr
    assert "security.W009" in check_deploy(tmp_path, SITE_URL="https://don.example.vn", SECRET_KEY="").stderr


def test_a_page_runs_nothing_that_is_written_into_it(client, db):
    headers = client.get("/healthz/live").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


def test_what_no_page_shows_is_not_served():
    assert finders.find("desk/desk.js")
    assert not finders.find("viewflow/js/viewflow.min.js")
    names = [name for finder in finders.get_finders() for name, _ in finder.list([])]
    assert not [name for name in names if name.startswith(("viewflow/", "ninja/"))]


def test_a_changed_catalogue_is_compiled_once(tmp_path):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Đơn"\nmsgstr "Petition"\n',
        encoding="utf-8",
    )
    assert compile_catalogues(tmp_path) == 1
    assert (folder / "django.mo").exists()
    assert compile_catalogues(tmp_path) == 0
