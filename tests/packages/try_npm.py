"""The npm packages, installed from tarballs into a fresh folder without a registry."""

import json
import shutil
import signal
import unittest

from scene import BROKEN_WORKFLOW, DESCRIPTION, FINDING, ROOT, VERSION, WORKFLOW, Scene, named_program, write

# What `npm` has for this machine; the tests run on Linux.
TARGETS = {"x64": "x86_64-unknown-linux-musl", "arm64": "aarch64-unknown-linux-musl"}


@unittest.skipUnless(shutil.which("npm"), "npm is not installed")
class Npm(Scene):
    def setUp(self):
        super().setUp()
        # npm looks for news of itself otherwise, and waits for them.
        self.variables = {"npm_config_cache": str(self.folder / "cache"), "npm_config_update_notifier": "false"}
        self.machine = self.run_in(self.folder, "node", "--print", "process.arch").strip()
        program = named_program(self.folder / "bin")
        script = ROOT / "packages" / "npm" / "build.mjs"
        self.run_in(self.folder, "node", script, "packages", f"{TARGETS[self.machine]}={program}")
        self.user = self.folder / "user"
        files = {"specs/billing.yaml": DESCRIPTION, "flows/good.yaml": WORKFLOW, "flows/bad.yaml": BROKEN_WORKFLOW}
        write(self.user, {"package.json": "{}", **files})

    def install(self, *names):
        tarballs = []
        for name in names:
            command = ["npm", "pack", "--json", "--loglevel=error"]
            packed = self.run_in(self.folder / "packages" / name, *command, **self.variables)
            tarballs.append(self.folder / "packages" / name / json.loads(packed)[0]["filename"])
        offline = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        self.run_in(self.user, "npm", "install", *offline, *tarballs, **self.variables)
        return self.user / "node_modules" / ".bin" / "arazzo-lint"

    def test_installed_from_tarballs_it_runs_and_keeps_exit_codes(self):
        program = self.install(f"linux-{self.machine}", "arazzo-lint")
        self.assertEqual(self.run_in(self.user, program, "--version"), f"arazzo-lint {VERSION}\n")
        self.run_in(self.user, program, "flows/good.yaml")
        self.assertIn(FINDING, self.run_in(self.user, "npx", "arazzo-lint", "flows/bad.yaml", code=1, **self.variables))
        self.run_in(self.user, program, "nowhere.yaml", code=2)
        with_blank = self.user / "a folder" / "it's \"bad\".yaml"
        write(with_blank.parent, {with_blank.name: BROKEN_WORKFLOW})
        self.assertIn(FINDING, self.run_in(self.user, program, with_blank, code=1))

    def test_a_program_that_is_killed_is_not_taken_for_a_success(self):
        program = self.install(f"linux-{self.machine}", "arazzo-lint")
        write(self.user / "node_modules/@arazzo-lint" / f"linux-{self.machine}" / "bin", {"arazzo-lint": "#!/bin/sh\nkill -9 $$\n"})
        self.run_in(self.user, program, code=-signal.SIGKILL)

    def test_without_the_program_of_this_system_it_says_what_to_do(self):
        output = self.run_in(self.user, self.install("arazzo-lint"), code=2)
        self.assertIn(f"there is no arazzo-lint for linux-{self.machine} here", output)

    def test_no_package_has_an_install_script(self):
        for manifest in (self.folder / "packages").glob("*/package.json"):
            package = json.loads(manifest.read_text())
            self.assertNotIn("scripts", package)
            self.assertEqual(package["version"], VERSION)
