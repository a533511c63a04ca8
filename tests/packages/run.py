#!/usr/bin/env python3
"""Tries the ways in which arazzo-lint reaches its users: hooks, action, wheel, npm packages, image, and their texts.

    python3 tests/packages/run.py            what takes few minutes; .ci/run runs this
    python3 tests/packages/run.py --all      with the hook that builds from source, and the image
    python3 tests/packages/run.py hooks      one part, or those that are named

The program under test is $ARAZZO_LINT_BINARY, or target/debug/arazzo-lint. Tools come from PyPI in the versions of
requirements.txt, into target/packages. Nothing is published and nothing needs a secret. What cannot be tried on this
machine is skipped, and the last lines say so.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import unittest
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PARTS = ["texts", "wheel", "npm", "hooks", "action", "release", "image"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; default: all of them")
    parser.add_argument("--all", action="store_true", help="try what takes minutes as well")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--install", action="store_true", help="install the tools and try nothing")
    arguments = parser.parse_args()
    for part in arguments.parts:
        if part not in PARTS:
            parser.error(f"`{part}` is none of {', '.join(PARTS)}")

    if arguments.here:
        try_here(arguments.parts)
    if arguments.install:
        tools()
        return
    program = Path(os.environ.get("ARAZZO_LINT_BINARY", ROOT / "target" / "debug" / "arazzo-lint")).resolve()
    if not program.exists():
        sys.exit(f"error: `{program}` does not exist: run `cargo build`, or set ARAZZO_LINT_BINARY")
    folder = tools()
    program = light(program)
    environment = {
        **os.environ,
        "ARAZZO_LINT_BINARY": str(program),
        "ARAZZO_LINT_TRY_ALL": "1" if arguments.all else "",
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [folder / "python", HERE / "run.py", "--here", *(arguments.parts or PARTS)]
    sys.exit(subprocess.run(command, cwd=HERE, env=environment).returncode)


def try_here(parts):
    """Inside of the virtual environment."""
    tests = unittest.defaultTestLoader.loadTestsFromNames([f"try_{part}" for part in parts])
    result = unittest.TextTestRunner(verbosity=2).run(tests)
    for test, reason in result.skipped:
        print(f"!!! NOT RUN: {test.id()}: {reason}", file=sys.stderr)
    sys.exit(not result.wasSuccessful())


def light(program):
    """A copy without what a debugger reads, which is most of a debug build: it is packed many times."""
    if not shutil.which("strip"):
        return program
    # Two runs at once may be for two programs.
    copy = target() / hashlib.sha256(bytes(program)).hexdigest()[:8] / "arazzo-lint"
    copy.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["strip", "-o", copy, program], check=True)
    return copy


def target():
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "packages"


def tools():
    """The folder of the programs of a virtual environment with the requirements, made anew when these change."""
    wanted = hashlib.sha256((HERE / "requirements.txt").read_bytes()).hexdigest()
    stamp = target() / "requirements.sha256"
    folder = target() / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"installing the tools of {HERE / 'requirements.txt'} into {target()}", flush=True)
        venv.create(target() / "venv", clear=True, with_pip=True)
        command = [folder / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]
        subprocess.run([*command, HERE / "requirements.txt"], check=True)
        stamp.write_text(wanted)
    return folder


if __name__ == "__main__":
    main()
