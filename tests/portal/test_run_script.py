"""run.py: one clear sentence for everything that can be in the way."""

import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings

SCRIPT = settings.BASE_DIR / "run.py"


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *words],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_lists_every_target():
    told = run("help").stdout
    for target in ("run", "setup", "test", "soak", "bench", "lint", "lock", "check", "clean", "help"):
        assert f"make {target}" in told
    assert run().stdout == told


def test_unknown_target_is_told_in_one_sentence():
    done = run("runn")
    assert (done.returncode, done.stderr.strip()) == (
        1,
        "There is no target “runn”. There are: run, setup, test, soak, bench, lint, lock, audit, check, clean, help.",
    )


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "80 80"])
def test_port_that_is_no_port_is_told_in_one_sentence(port):
    done = run("run", PORT=port)
    assert done.returncode == 1 and done.stderr.strip() == f"PORT must be a number from 1 to 65535, not “{port}”."


def test_port_in_use_is_told_in_one_sentence_before_anything_is_done():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("run", PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.strip() == f"Port {port} is in use. Choose another: PORT=9000 make run"
    assert done.stdout == ""


def test_browser_that_is_not_there_is_told_in_one_sentence():
    done = run("test", CHROME="/nowhere/chrome")
    assert done.returncode == 1 and done.stderr.strip() == "CHROME names /nowhere/chrome, which is not a program."


def test_python_that_is_too_old_is_told_in_one_sentence():
    code = f"import sys; sys.version_info = (3, 10, 2, 'final', 0); sys.argv = ['run.py', 'run']; import runpy; runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == "The portal needs Python 3.11 or newer; this is 3.10."


def test_shipped_pip_is_the_one_that_the_script_trusts():
    import hashlib
    import runpy

    script = runpy.run_path(str(SCRIPT))
    assert hashlib.sha256(script["PIP_WHEEL"].read_bytes()).hexdigest() == script["PIP_SHA256"]
