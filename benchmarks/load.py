"""Load on one address by wrk, and what the processes of its server used meanwhile, from /proc. Linux only."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
THREADS, CONNECTIONS = 2, 16


@dataclass(frozen=True)
class Run:
    """``cpu`` in microseconds of all the server's processes for one request; ``memory`` in MiB (PSS); ``failed``
    answers."""

    rate: float
    cpu: float
    memory: float
    failed: int


def run(address: str, server: int, seconds: int) -> Run:
    """Load an address for some seconds, as browsers ask for it. Raises SystemExit with what wrk said when it fails."""
    before = cpu(server)
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Encoding: gzip, br", address]
    said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=False)
    found = re.search(r"(\d+) requests in", said.stdout)
    if not found:
        raise SystemExit(f"wrk failed at {address}: {said.stdout}{said.stderr}")
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said.stdout)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said.stdout)[1])
    used = (cpu(server) - before) / max(1, int(found[1])) * 1e6
    return Run(rate, used, memory(server), int(failed[1]) if failed else 0)


def cpu(server: int) -> float:
    """Seconds that a process and its children have used; of each the time of its threads, in nanoseconds where kept."""
    return sum(_used(process) for process in family(server))


def _used(process: int) -> float:
    try:
        threads = Path(f"/proc/{process}/task").glob("*/schedstat")
        return sum(int(file.read_text().split()[0]) for file in threads) / 1e9
    except (OSError, IndexError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


def memory(server: int) -> float:
    """MiB of a process and its children; what they share is counted once."""
    total = 0
    for process in family(server):
        total += int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.M)[1])
    return total / 1024


def family(server: int) -> list[int]:
    """A process and everything that it started."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended meanwhile
        children.setdefault(parent, []).append(int(stat.parent.name))
    found, waiting = [], [server]
    while waiting:
        process = waiting.pop()
        found.append(process)
        waiting += children.get(process, [])
    return found
