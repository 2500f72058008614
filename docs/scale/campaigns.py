"""campaigns.py SCHEDULER OUT.ndjson FOLDER...: judges every mail below the folders on a Dask cluster, writes a line for each, and prints
the networks that handed over the most bad mail.

SCHEDULER: its address, tcp://host:8786. The folders must be seen under the same names by every worker, and the command `whence` must be on
their PATH (WHENCE names another). Each worker keeps one process of it open: starting one costs as much as judging twenty mails.
"""
import ipaddress
import json
import os
import subprocess
import sys
import threading
from collections import Counter

from dask.distributed import Client, as_completed

TOGETHER = 200  # mails of one task: a second of work or so


class Judge:
    """One process of whence, asked path by path."""

    def __init__(self):
        command = os.environ.get("WHENCE", "whence").split()
        self.lock = threading.Lock()
        self.process = subprocess.Popen(
            [*command, "--brief", "--paths"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8")

    def ask(self, path):
        with self.lock:
            self.process.stdin.write(path + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("whence ended")
        return json.loads(answer)


def judge_all(paths):
    """Runs on a worker."""
    from distributed import get_worker
    worker = get_worker()
    if not hasattr(worker, "whence"):
        worker.whence = Judge()
    return [worker.whence.ask(path) for path in paths]


def mails_below(folders):
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner.sort()
            yield from (os.path.join(place, name) for name in sorted(names) if not name.startswith(".") and "\n" not in name)


def network(address):
    ip = ipaddress.ip_address(address)
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False))


def main(scheduler, out, folders):
    paths = list(mails_below(folders))
    chunks = [paths[i:i + TOGETHER] for i in range(0, len(paths), TOGETHER)]
    bad = Counter()
    with Client(scheduler) as client, open(out, "w", encoding="utf-8") as table:
        for _, rows in as_completed(client.map(judge_all, chunks, pure=False), with_results=True):
            for row in rows:
                table.write(json.dumps(row, ensure_ascii=False) + "\n")
                if row.get("level") in ("suspicious", "forged") and row.get("handover"):
                    bad[network(row["handover"])] += 1
    for where, count in bad.most_common(20):
        print(f"{count:8d}  {where}")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
