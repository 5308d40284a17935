#!/usr/bin/env python3
"""Sets the portal up and runs it. Needs Python 3.11 and nothing else: no make, no pip, no compiler.

    python3 run.py run      set up and serve the portal on http://127.0.0.1:8000 (PORT=9000 for another port)
    python3 run.py test     set up and run every test, browser included
    python3 run.py help     all targets

`make` calls the same targets. Every step is safe to repeat, and skipped when nothing has changed.
"""

import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PACK = "conditions/packs/skin_bumps"
OLDEST = (3, 11)

# Shipped for systems whose Python has no ensurepip, such as Debian without python3-venv. Checked before use.
PIP_WHEEL = ROOT / "portal" / "bootstrap" / "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


class Stop(Exception):
    """The one sentence that a person sees instead of a traceback."""


# Set-up


def set_up(lock: str) -> None:
    """The virtual environment with exactly what a lock file names; nothing to do if it is that already."""
    if _is_whole() and _remembered(lock) == _wanted(lock):
        return
    # What was installed is remembered last and forgotten first: without a memory, the last set-up was interrupted.
    if not _is_whole() or not list(VENV.glob("*.sha256")):
        step("Making a virtual environment in .venv", make_venv)
    for old in VENV.glob("*.sha256"):
        old.unlink()
    step(f"Installing what {lock} names", lambda: install(lock))
    # The lock for development holds the other one.
    for name in {lock, "requirements.lock"}:
        (VENV / f"{name}.sha256").write_text(_wanted(name))


def _wanted(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes() + sys.version.encode()).hexdigest()


def _remembered(lock: str) -> str:
    memory = VENV / f"{lock}.sha256"
    return memory.read_text() if memory.exists() else ""


def _is_whole() -> bool:
    """Whether its Python runs and is this one: the environment may be half made, moved, or made by another Python."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run(
        [str(PYTHON), "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=False
    )
    return asked.returncode == 0 and asked.stdout.strip() == sys.version.strip()


def make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    # Its own pip is neither needed nor always to be had, so the same way is taken everywhere.
    call([sys.executable, "-m", "venv", "--without-pip", str(VENV)], "Python cannot make a virtual environment here")


def install(lock: str) -> None:
    if hashlib.sha256(PIP_WHEEL.read_bytes()).hexdigest() != PIP_SHA256:
        raise Stop(f"{PIP_WHEEL.name} is not the file it was; get the repository again.")
    pip = [PYTHON, PIP_WHEEL / "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    only = ["--require-hashes", "--only-binary", ":all:", "--retries", "1", "-r", ROOT / lock]
    try:
        call([*pip, *only], "The packages could not be installed")
    except Stop as stop:
        if "Retrying (" in str(stop):
            raise Stop(
                "The packages could not be downloaded: pip cannot reach its index. Is there a network?"
            ) from None
        raise


def must_be_a_trial() -> None:
    """Sample content and ready-made sign-ins must never get into an installation that patients use."""
    asked = call([PYTHON, "-c", "from portal.settings import TRIAL; print(TRIAL)"], "The portal does not start")
    if asked.strip() != "True":
        raise Stop(
            "This is configured as an installation, in .env or in the environment, and `run` is for a trial on your "
            "own machine only. How to serve an installation: docs/operations.md"
        )


def prepare() -> None:
    """Database, first content and static files, each a quick look when it is there already."""
    step("Bringing the database up to date", lambda: manage("migrate", "--verbosity", "0"))
    step("Looking for new content", lambda: manage("import_pack", PACK, "--publish-sample"))
    if not static_files_are_collected():
        step("Collecting static files", lambda: manage("collectstatic", "--noinput", "--verbosity", "0"))


def static_files_are_collected() -> bool:
    """Whether nothing has changed since they were: compressing them anew takes seconds."""
    collected = ROOT / "staticfiles" / "staticfiles.json"
    sources = [ROOT / "static", *(ROOT / "static").rglob("*"), VENV / "requirements.lock.sha256"]
    return collected.exists() and max(path.stat().st_mtime for path in sources) < collected.stat().st_mtime


# Targets


def run(_arguments: list) -> None:
    """set up and serve the portal; PORT=9000 for another port"""
    port = free_port()
    set_up("requirements.lock")
    must_be_a_trial()
    prepare()
    accounts = manage("make_local_accounts")
    print(welcome(f"http://127.0.0.1:{port}", accounts), flush=True)
    where = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    # Granian reads requests and sends answers outside these threads, so slow and idle clients do not use them up.
    # More of them than portal/ready/turns.py lets work and wait for costly answers.
    size = ["--workers", "2", "--blocking-threads", "16", "--workers-kill-timeout", "5"]
    quiet = ["--no-access-log", "--log-level", "warning"]
    serve([str(PYTHON), "-m", "granian", *where, *size, *quiet, "portal.wsgi:application"])


def serve(command: list) -> None:
    """Until Ctrl-C. The server must not hear that itself: its workers then hang and are killed after seconds."""
    stops = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    signal.pthread_sigmask(signal.SIG_BLOCK, stops[:1])  # inherited by the server
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORTAL_TRIAL": "1"})
    for stop in stops:
        signal.signal(stop, lambda *_: server.terminate())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, stops[:1])
    sys.exit(server.wait())


def welcome(here: str, accounts: str) -> str:
    """Where the portal is, how to sign in, how to stop."""
    rows = [line.split("  ", 2) for line in accounts.splitlines()]
    sign_ins = [f"    {row[0]:<14} {row[1]:<18} {row[2]}" if len(row) == 3 else f"    {row[0]}" for row in rows]
    lines = [
        "",
        f"  The portal         {here}/",
        f"  The editors' desk  {here}/admin/",
        "",
        "  Sign in as (also in .local/accounts.txt):",
        *sign_ins,
        "",
        "  A password is enough here. An installation also asks whoever publishes for a passkey or a code.",
        "",
        "  Stop with Ctrl-C. Everything you change is kept.",
        "",
    ]
    return "\n".join(lines)


def setup(_arguments: list) -> None:
    """what an installation needs of this release: packages and static files; docs/operations.md has the rest"""
    set_up("requirements.lock")
    step("Collecting static files", lambda: manage("collectstatic", "--noinput", "--verbosity", "0"))


def test(arguments: list) -> None:
    """set up and run every test, browser included; more words go to pytest"""
    os.environ["CHROME"] = browser()  # first: without one the rest is in vain
    set_up("requirements-dev.lock")
    print(f"Testing with {os.environ['CHROME']}", flush=True)
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments])


def soak(arguments: list) -> None:
    """the faults that take minutes: PostgreSQL stopped and started, cold starts; more words go to pytest"""
    os.environ["CHROME"] = browser()
    set_up("requirements-dev.lock")
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "pytest", "-m", "soak", *arguments])


def bench(arguments: list) -> None:
    """how fast a page is, beside nginx, a bare callable, Django and Wagtail; needs wrk and nginx"""
    set_up("requirements-dev.lock")
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "benchmarks.speed", *arguments])


def lint(_arguments: list) -> None:
    """code style, templates, and missing migrations"""
    set_up("requirements-dev.lock")
    for command in (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["djlint", "--lint", "--quiet", "templates"],
    ):
        call([PYTHON, "-m", *command], f"{command[0]} found something", show=True)
    manage("makemigrations", "--check", "--dry-run", "--verbosity", "1")
    print("Nothing to mend.")


def lock(_arguments: list) -> None:
    """write the lock files anew from requirements.txt and requirements-dev.txt"""
    set_up("requirements-dev.lock")
    compile_ = [PYTHON, "-m", "uv", "pip", "compile", "--quiet", "--upgrade", "--generate-hashes", "--universal"]
    plain = ["--no-header", "--no-emit-index-url", "--python-version", "3.11"]
    same = ["--constraints", "requirements.lock"]  # so that the lock for development holds the other one
    for name, more in (("requirements", []), ("requirements-dev", same)):
        call([*compile_, *plain, *more, f"{name}.txt", "-o", f"{name}.lock"], "The lock could not be made", show=True)


def audit(_arguments: list) -> None:
    """what the portal is made of (SBOM), its licences, and known faults of the packages, as PyPI knows them"""
    set_up("requirements-dev.lock")
    tool = [PYTHON, "-m", "uv", "tool", "run", "--quiet", "--from"]
    made = ROOT / ".local" / "sbom.json"
    made.parent.mkdir(exist_ok=True)
    parts = [*tool, "cyclonedx-bom==7.5.0", "cyclonedx-py", "requirements", "requirements.lock", "-o", made]
    call(parts, "The list of parts could not be made")
    print(f"What the portal is made of (CycloneDX): {made}", flush=True)
    named = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.M)
    licences = [*tool, "pip-licenses==5.5.5", "pip-licenses", "--python", PYTHON, "--packages", *named]
    call(licences, "The licences could not be listed", show=True)
    faults = [*tool, "pip-audit==2.10.1", "pip-audit", "--strict", "--disable-pip", "--require-hashes"]
    call([*faults, "-r", "requirements.lock"], "There are known faults, or PyPI could not be asked for them", show=True)


def check(_arguments: list) -> None:
    """ask the installation what is wrong with it"""
    set_up("requirements.lock")
    call([PYTHON, "manage.py", "doctor"], "Something is to mend", show=True)
    print(manage("verify_history"), end="")


def clean(_arguments: list) -> None:
    """remove .venv and staticfiles; the database and the sign-ins stay"""
    for made in (VENV, ROOT / "staticfiles"):
        shutil.rmtree(made, ignore_errors=True)


def help_(_arguments: list) -> None:
    """this list"""
    for name, target in TARGETS.items():
        print(f"  make {name:6} {target.__doc__}")


TARGETS = {
    "run": run,
    "setup": setup,
    "test": test,
    "soak": soak,
    "bench": bench,
    "lint": lint,
    "lock": lock,
    "audit": audit,
    "check": check,
    "clean": clean,
    "help": help_,
}


# Small things that the targets share


def step(what: str, act) -> None:
    """One line that says what is going on and, when it is done, how long it took."""
    started = time.monotonic()
    print(f"{what} ...", end="", flush=True)
    act()
    print(f" {time.monotonic() - started:.1f} s", flush=True)


def call(command: list, refusal: str, *, show: bool = False) -> str:
    """Run a command in the repository; on failure stop with a sentence and what the command said."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, text=True, capture_output=not show, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise Stop("\n".join([f"{refusal}.", *_gist(done.stderr or "")]))
    return done.stdout or ""


def _gist(said: str) -> list:
    """What a command said when it failed; of a traceback only the sentence at its end."""
    lines = said.strip().splitlines()
    if "Traceback (most recent call last):" in lines:
        last = max(number for number, line in enumerate(lines) if re.match(r"[A-Za-z_][\w.]*(: |$)", line))
        lines[last] = lines[last].split(": ", 1)[-1]
        return [line.strip() for line in lines[last:]]
    return lines[-12:]


def manage(*words: str) -> str:
    return call([PYTHON, "manage.py", *words], f"manage.py {words[0]} did not finish")


def free_port() -> int:
    """The port to serve on. Stops if it is not a number or if something else listens there."""
    asked = os.environ.get("PORT", "8000")
    if not asked.isdigit() or not 1 <= int(asked) <= 65535:
        raise Stop(f"PORT must be a number from 1 to 65535, not “{asked}”.")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", int(asked)))
        except PermissionError:
            raise Stop(f"You may not serve on port {asked}. Choose another: PORT=9000 make run") from None
        except OSError:
            raise Stop(f"Port {asked} is in use. Choose another: PORT=9000 make run") from None
    return int(asked)


def browser() -> str:
    """A Chromium or Chrome for the tests: named, found, or installed; else stop with the one command to type."""
    named = os.environ.get("CHROME")
    if named:
        if not shutil.which(named):
            raise Stop(f"CHROME names {named}, which is not a program.")
        return named
    found = next(filter(None, map(shutil.which, (*BROWSERS, *MAC_BROWSERS))), None)
    if not found and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        step("Installing Chromium for the tests", _install_chromium)
        found = shutil.which("chromium")
    if not found:
        raise Stop(
            "The tests need Chromium or Chrome. Install it with: sudo apt-get install chromium "
            "(on macOS: brew install chromium)"
        )
    return found


def _install_chromium() -> None:
    call(["apt-get", "update", "-qq"], "apt-get update failed")
    call(["apt-get", "install", "-y", "-qq", "chromium", "libatomic1"], "Chromium could not be installed")


def main() -> int:
    name, *arguments = sys.argv[1:] or ["help"]
    if sys.version_info < OLDEST:
        raise Stop("The portal needs Python 3.11 or newer; this is " + ".".join(map(str, sys.version_info[:2])) + ".")
    if name not in TARGETS:
        raise Stop(f"There is no target “{name}”. There are: {', '.join(TARGETS)}.")
    if name != "help" and not os.access(ROOT, os.W_OK):
        raise Stop(f"{ROOT} cannot be written to. Put the portal into a folder of your own.")
    TARGETS[name]([word for word in arguments if word != "--"])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        print(f"\n{error.filename or 'The system'}: {error.strerror}.", file=sys.stderr)
        sys.exit(1)
