"""Ask pip-audit for known faults of the packages of a lock file, and say plainly what could not be asked.

usage: python tools/supply/audit.py requirements.lock [--must-reach]
Exit code 0: no fault is known; 1: faults are listed; 3: with --must-reach, not every package could be
looked up.  pip-audit itself passes over what it cannot look up.
"""

import json
import subprocess
import sys


def main(lock: str, must_reach: bool) -> int:
    asked = [
        "-m",
        "pip_audit",
        "--format",
        "json",
        "--require-hashes",
        "--disable-pip",
        "--requirement",
        lock,
    ]
    done = subprocess.run([sys.executable, *asked], capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except ValueError:
        return unreached(must_reach, (done.stderr.strip() or "pip-audit said nothing").splitlines()[-1])
    faults = [(one, fault) for one in packages for fault in one.get("vulns", [])]
    for one, fault in faults:
        mended = ", ".join(fault["fix_versions"]) or "no version"
        print(f"{one['name']} {one['version']}: {fault['id']}, mended in {mended}")
    if faults:
        return 1
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    if skipped:
        return unreached(must_reach, f"{len(skipped)} of {len(packages)} packages: {', '.join(skipped)}")
    print(f"{lock}: no fault is known of {len(packages)} packages.")
    return 0


def unreached(must_reach: bool, why: str) -> int:
    print(f"NOT AUDITED, the list of known faults could not be reached: {why}")
    return 3 if must_reach else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "--must-reach" in sys.argv))
