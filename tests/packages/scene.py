"""What every trial needs: the repository and its program, a folder of its own, and commands with their output."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = Path(os.environ["ARAZZO_LINT_BINARY"])
TRIES_ALL = bool(os.environ.get("ARAZZO_LINT_TRY_ALL"))
VERSION = re.search(r'^version = "(.+)"$', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)[1]

DESCRIPTION = """\
openapi: 3.1.0
info: { title: Billing, version: 1.0.0 }
paths: { /payments: { post: { operationId: createPayment, responses: { "201": { description: Paid } } } } }
"""
WORKFLOW = """\
arazzo: 1.0.1
info: { title: Buy, version: 1.0.0 }
sourceDescriptions: [{ name: billing, url: ../specs/billing.yaml, type: openapi }]
workflows:
  - workflowId: buy
    steps:
      - stepId: pay
        operationId: createPayment
        successCriteria: [{ condition: $statusCode == 201 }]
"""
BROKEN_DESCRIPTION = DESCRIPTION.replace("createPayment", "makePayment")
BROKEN_WORKFLOW = WORKFLOW.replace("createPayment", "createPaymnet")
FINDING = "unknown-operation"


class Scene(unittest.TestCase):
    """A trial in a folder that is gone afterwards."""

    maxDiff = None

    def setUp(self):
        self.folder = new_folder(self.addCleanup)

    def run_in(self, folder, *command, code=0, **variables):
        """Runs a command, holds its exit code against `code` (None: any), and returns all that it printed."""
        return run_in(folder, *command, code=code, **variables)


def new_folder(add_cleanup):
    folder = tempfile.TemporaryDirectory(prefix="arazzo-lint-")
    add_cleanup(folder.cleanup)
    return Path(folder.name).resolve()


def run_in(folder, *command, code=0, **variables):
    environment = {**plain_environment(), **variables}
    command = [str(part) for part in command]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = subprocess.run(command, cwd=folder, env=environment, timeout=1200, **streams)
    if code not in (None, done.returncode):
        raise AssertionError(f"$ {' '.join(command)}\nexit code {done.returncode}, not {code}\n{done.stdout}")
    return done.stdout


def plain_environment():
    """The environment without what a hook, an action or a settings file of this machine would bring into the trial."""
    unwanted = ("GIT_", "GITHUB_", "RUNNER_", "INPUT_", "ARAZZO_LINT_", "PRE_COMMIT", "NO_COLOR", "CLICOLOR", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    person = {"NAME": "Somebody", "EMAIL": "somebody@example.com"}
    for role in ("AUTHOR", "COMMITTER"):
        kept.update({f"GIT_{role}_{name}": value for name, value in person.items()})
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def write(folder, files):
    """Writes texts into files below the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def copy_of_the_repository(folder):
    """What a clone would hold, with the changes that are not committed yet."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in run_in(ROOT, *command).split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def named_program(folder):
    """A copy of the program under test by the name that packages ask for."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(PROGRAM, folder / "arazzo-lint"))


def is_static(program):
    """Whether a Linux program runs without a loader, as in an empty image."""
    try:
        output = subprocess.run(["ldd", program], capture_output=True, text=True)
    except FileNotFoundError:
        return False
    return "not a dynamic executable" in output.stderr + output.stdout or "statically linked" in output.stdout
