"""The servers that ``benchmarks.speed`` compares, each started here, on a port of its own, in a temporary folder."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# As run.py starts it, whatever it serves. One thread is no faster than four for finished pages (measured: medians of
# 11,900 and 13,100 a second), and with four some slow searches do not hold them up.
GRANIAN = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--no-access-log"]
GRANIAN += ["--workers", "2", "--blocking-threads", "16", "--log-level", "warning"]
PLACES = Path(__file__).parent / "peers_of_speed"


@dataclass(frozen=True)
class Server:
    process: int
    address: str


@contextmanager
def started(command: list[str], port: int, folder: Path, env: Mapping[str, str] = os.environ) -> Iterator[Server]:
    """A server that answers by now. Raises SystemExit when it does not within a minute."""
    with (folder / f"{port}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env={"PYTHONPATH": str(ROOT), **env}, stdout=log, stderr=log)
    try:
        here = f"http://127.0.0.1:{port}"
        for _try in range(240):
            if process.poll() is None and answers(here):
                break
            time.sleep(0.25)
        else:
            raise SystemExit(f"This did not start: {' '.join(command)}\n{(folder / f'{port}.log').read_text()[-2000:]}")
        yield Server(process.pid, here)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def granian(python: str | Path, target: str, folder: Path, stack: ExitStack, **env: str) -> Server:
    port = free_port()
    command = [str(python), *GRANIAN, "--port", str(port), target]
    return stack.enter_context(started(command, port, folder, {**os.environ, **env}))


def bare(body: Path, folder: Path, stack: ExitStack) -> Server:
    """The limit of this server: a WSGI callable that answers with finished bytes and does nothing else."""
    (folder / "bare.py").write_text(
        f"BODY = open({str(body)!r}, 'rb').read()\n"
        "HEADERS = [('Content-Type', 'text/html; charset=utf-8'), ('Content-Encoding', 'br'),\n"
        "           ('Content-Length', str(len(BODY)))]\n\n\n"
        "def application(environ, start_response):\n"
        "    start_response('200 OK', HEADERS)\n"
        "    return [BODY]\n"
    )
    return granian(sys.executable, "bare:application", folder, stack)


def nginx(body: Path, folder: Path, stack: ExitStack) -> Server:
    """The same bytes as a static file, by two workers of nginx with a configuration of its own."""
    port = free_port()
    owner = "user root;" if os.geteuid() == 0 else ""  # who may read the temporary folder
    (folder / "nginx.conf").write_text(
        f"daemon off; {owner} worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/nginx.log;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ access_log off; sendfile on; open_file_cache max=100; default_type text/html;\n"
        f" client_body_temp_path {folder}/n1; proxy_temp_path {folder}/n2; fastcgi_temp_path {folder}/n3;\n"
        f" uwsgi_temp_path {folder}/n4; scgi_temp_path {folder}/n5;\n"
        f" server {{ listen 127.0.0.1:{port}; root {body.parent};\n"
        f"  location / {{ add_header Content-Encoding br; add_header Cache-Control 'public, max-age=60'; }} }} }}\n"
    )
    return stack.enter_context(started(["nginx", "-c", f"{folder}/nginx.conf", "-e", "stderr"], port, folder))


def minimal(folder: Path, stack: ExitStack) -> Server:
    """A minimal dynamic Django page: eight queries and a template, the seven usual middlewares."""
    env = {"PYTHONPATH": str(PLACES), "MINIMAL_DATABASE": str(folder / "minimal.sqlite3")}
    subprocess.run([sys.executable, "-m", "minimal"], env={**os.environ, **env}, check=True)
    return granian(sys.executable, "minimal:application", folder, stack, **env)


def wagtail(folder: Path, stack: ExitStack) -> tuple[Server, Server]:
    """A page of Wagtail's own start project with our words in it: as installed, and with the per-site cache of Django.

    Wagtail comes from the Python package index, into an environment of its own.
    """
    venv = folder / "venv"
    pip = next((ROOT / "portal" / "bootstrap").glob("pip-*.whl")) / "pip"
    python = venv / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    subprocess.run([python, pip, "install", "-qq", "--disable-pip-version-check", "wagtail", "granian"], check=True)
    subprocess.run([venv / "bin" / "wagtail", "start", "peer", str(folder)], check=True, stdout=subprocess.DEVNULL)
    env = {"PYTHONPATH": str(PLACES), "DJANGO_SETTINGS_MODULE": "wagtail_settings", "PEER": str(folder)}
    subprocess.run([python, "-m", "wagtail_page"], cwd=folder, env={**os.environ, **env}, check=True)
    plain = granian(python, "peer.wsgi:application", folder, stack, **env)
    cached = granian(python, "peer.wsgi:application", folder, stack, **env, PEER_CACHED="1")
    return plain, cached
