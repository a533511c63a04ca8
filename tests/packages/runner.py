"""A small interpreter of composite actions: what a runner of GitHub does with action.yml, as far as ours needs it.

Whatever it does not know is an error, so the action cannot grow beyond what is tried here.
"""

import os
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import yaml

from scene import ROOT, plain_environment


class Run(NamedTuple):
    code: int
    log: str
    outputs: dict
    summary: str
    steps: list


def run_action(folder, workspace, inputs, event=None, **variables):
    """Runs the action of this repository as a step of a job. `folder` is what the runner has for itself."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    unknown = set(inputs) - set(action["inputs"])
    assert not unknown, f"the action has no input {unknown}"
    defaults = {name: one.get("default", "") for name, one in action["inputs"].items()}
    context = {"inputs": {**defaults, **inputs}, "github": {"event": event or {}}, "steps": {}}
    folder.mkdir(parents=True)
    temporary = folder / "temp"
    temporary.mkdir()
    summaries, log, steps, code = "", "", [], 0
    for step in action["runs"]["steps"]:
        assert set(step) <= {"id", "shell", "run", "env"} and step["shell"] == "bash", f"a step that is not known: {step}"
        assert "${{" not in step["run"], f"an input is pasted into a script: {step['run']}"
        files = {name: folder / f"{step['id']}-{name}" for name in ("OUTPUT", "STEP_SUMMARY", "ENV", "PATH")}
        for path in files.values():
            path.touch()
        script = folder / f"{step['id']}.sh"
        script.write_text(step["run"], encoding="utf-8")
        environment = {
            **plain_environment(),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(workspace),
            "RUNNER_TEMP": str(temporary),
            "RUNNER_OS": "Linux",
            "RUNNER_ARCH": "X64",
            **{f"GITHUB_{name}": str(path) for name, path in files.items()},
            **variables,
            **{name: evaluate(str(value), context) for name, value in step.get("env", {}).items()},
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        done = subprocess.run(command, cwd=workspace, env=environment, timeout=300, **streams)
        log += done.stdout
        summaries += files["STEP_SUMMARY"].read_text(encoding="utf-8")
        context["steps"][step["id"]] = {"outputs": outputs_of(files["OUTPUT"])}
        steps.append(step["id"])
        code = done.returncode
        if code != 0:
            break
    # A runner evaluates the outputs of an action that failed as well.
    outputs = {name: evaluate(one["value"], context) for name, one in action["outputs"].items()}
    return Run(code, log, outputs, summaries, steps)


def evaluate(text, context):
    return re.sub(r"\$\{\{ (.+?) \}\}", lambda found: look_up(found[1], context), text)


def look_up(expression, context):
    """Names with dots, and `||` between them."""
    for name in expression.split(" || "):
        assert re.fullmatch(r"(inputs|github\.event|steps)(\.[a-z_-]+)+", name), f"an expression that is not known: {name}"
        value = context
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value:
            return str(value)
    return ""


def outputs_of(path):
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    assert all("=" in line and "<<" not in line for line in lines), f"outputs that are not known: {lines}"
    return dict(line.split("=", 1) for line in lines)


def commands(log):
    """The commands that a runner obeys in a log: `::` at the start of a line, `##[` anywhere in one."""
    found = []
    for line in log.splitlines():
        if line.strip().startswith("::"):
            found.append(line.strip())
        elif "##[" in line:
            found.append(line)
    return found
