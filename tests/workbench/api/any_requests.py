"""Has schemathesis ask a running site what its OpenAPI document allows, and what it does not.

`python -m tests.workbench.api.any_requests [CALLS]`, by default 5,000: ends with 1 where an answer
is an error of ours (5xx). `SCHEMATHESIS=PATH` names the command, else it is looked for on the PATH
(`pip install schemathesis` into a virtual environment of its own brings it).
"""

import os
import re
import shutil
import subprocess
import sys

from tests.workbench.api.running_site import site_with_api

CALLS = 5_000
# Those that the document names.
OPERATIONS = 41


def main(calls: int) -> int:
    path = os.environ.get("SCHEMATHESIS") or shutil.which("schemathesis")
    if not path:
        sys.exit("There is no `schemathesis`.")
    made = 0
    # Some operations have fewer examples than are asked for, so it may take another round.
    with site_with_api(role="Admins") as site:
        seed = 1
        while made < calls:
            command = [
                path, "run", f"{site.api}openapi.json", "--url", site.url,
                "--header", f"Authorization: Bearer {site.token}",
                # No model of this site is among its snippets, so that their type can be none.
                "--exclude-path-regex", "/snippets/",
                "--checks", "not_a_server_error", "--mode", "all", "--phases", "coverage,fuzzing",
                "--max-examples", str(max(20, (calls - made) // OPERATIONS)), "--seed", str(seed),
                # The site's own limit for a token is a little more.
                "--rate-limit", "590/m", "--request-timeout", "180",
                "--suppress-health-check", "all",
            ]  # fmt: skip
            done = subprocess.run(
                command, stdout=subprocess.PIPE, text=True, check=False, cwd=site.folder
            )
            sys.stdout.write(done.stdout)
            if done.returncode:
                return 1
            found = re.search(r"Test cases:\s+([\d,]+)|([\d,]+) generated", done.stdout)
            made += int(next(filter(None, found.groups())).replace(",", "")) if found else 0
            seed += 1
            sys.stdout.write(f"{made:,} calls, none of them an error of the site's\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CALLS))
