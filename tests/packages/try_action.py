"""The GitHub Action: its steps with real files of a runner, and releases from a server on this machine."""

import functools
import hashlib
import http.server
import json
import os
import shutil
import sys
import tarfile
import threading

from runner import commands, run_action
from scene import (
    BROKEN_DESCRIPTION,
    BROKEN_WORKFLOW,
    DESCRIPTION,
    FINDING,
    PROGRAM,
    ROOT,
    VERSION,
    WORKFLOW,
    Scene,
    named_program,
    new_folder,
    run_in,
    write,
)

TARGET = "x86_64-unknown-linux-musl"
ARCHIVE = f"arazzo-lint-v{VERSION}-{TARGET}.tar.gz"
GOOD = {"specs/billing.yaml": DESCRIPTION, "flows/buy.yaml": WORKFLOW, "values.yaml": "replicas: 2\n", "README.md": "Shop\n"}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path.startswith("/broken/"):
            self.send_error(500)
        else:
            super().do_GET()


class Action(Scene):
    @classmethod
    def setUpClass(cls):
        folder = new_folder(cls.addClassCleanup)
        run_in(folder, sys.executable, ROOT / "packages" / "archive.py", TARGET, PROGRAM, folder)
        cls.archive = folder / ARCHIVE
        cls.checksum = hashlib.sha256(cls.archive.read_bytes()).hexdigest()

    def setUp(self):
        super().setUp()
        self.releases = self.folder / "releases"
        self.release = self.releases / f"v{VERSION}"
        self.release.mkdir(parents=True)
        shutil.copy(self.archive, self.release)
        other = f"{'0' * 64}  arazzo-lint-v{VERSION}-other.tar.gz\n"
        write(self.release, {"SHA256SUMS": f"{other}{self.checksum}  {ARCHIVE}\n"})
        handler = functools.partial(Quiet, directory=self.releases)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.server = f"http://127.0.0.1:{server.server_port}"
        self.workspace = self.folder / "work space"
        write(self.workspace, GOOD)
        self.git("init", "--quiet")
        self.commit("Good")
        self.runs = 0

    def git(self, *arguments, folder=None):
        return self.run_in(folder or self.workspace, "git", *arguments).strip()

    def commit(self, title, files=None, folder=None):
        write(folder or self.workspace, files or {})
        self.git("add", "--all", folder=folder)
        self.git("commit", "--quiet", "--allow-empty", "--message", title, folder=folder)
        return self.git("rev-parse", "HEAD", folder=folder)

    def action(self, event=None, workspace=None, environment=None, **inputs):
        self.runs += 1
        variables = {"ARAZZO_LINT_RELEASES": self.server, "ARAZZO_LINT_CACHE": str(self.folder / "cache"), **(environment or {})}
        inputs = {name.replace("_", "-"): value for name, value in inputs.items()}
        folder = self.folder / f"runner {self.runs}"
        return run_action(folder, workspace or self.workspace, inputs, event, **variables)

    def is_clean(self, run):
        self.assertEqual((run.code, run.outputs["errors"]), (0, "0"), run.log)

    def has_finding(self, run, place="flows/buy.yaml"):
        self.assertEqual((run.code, run.outputs["errors"], run.outputs["warnings"]), (1, "1", "0"), run.log)
        (command,) = [command for command in commands(run.log) if command.startswith("::error")]
        self.assertTrue(command.startswith(f"::error file={place},line="), command)
        self.assertIn(f"title={FINDING}", command)

    # Reports

    def test_findings_become_annotations_a_summary_a_report_and_outputs(self):
        write(self.workspace, {"flows/buy.yaml": BROKEN_WORKFLOW})
        run = self.action()
        self.has_finding(run)
        self.assertEqual(run.steps, ["install", "check"])
        self.assertTrue(run.summary.startswith("## arazzo-lint\n"), run.summary)
        self.assertIn(FINDING, run.summary)
        with open(run.outputs["sarif"], encoding="utf-8") as file:
            (result,) = json.load(file)["runs"][0]["results"]
        self.assertEqual(result["ruleId"], FINDING)
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        self.assertEqual(place["uri"], "flows/buy.yaml")

    def test_without_findings_the_reports_are_there_as_well(self):
        run = self.action()
        self.is_clean(run)
        self.assertIn("no problems", run.summary)
        with open(run.outputs["sarif"], encoding="utf-8") as file:
            self.assertEqual(json.load(file)["runs"][0]["results"], [])

    def test_inputs_are_obeyed(self):
        odd = "a folder/it's $HOME.yaml"
        settings = {"settings/strict.yaml": "rules: { unused-source: off }\n"}
        write(self.workspace, {odd: BROKEN_WORKFLOW, **settings})
        run = self.action(
            paths=f"\n  {odd}  \n\n",
            args="--output=junit=reports.xml\n  --quiet\n",
            config="settings/strict.yaml",
            format="concise",
            fail_on="never",
            offline="true",
            sarif_file="out/report.sarif",
            summary="false",
        )
        self.assertEqual((run.code, run.outputs["errors"], run.summary), (0, "1", ""), run.log)
        self.assertIn(f"{odd}:8:22: error[{FINDING}]", run.log)
        self.assertEqual(run.outputs["sarif"], "out/report.sarif")
        self.assertIn(FINDING, (self.workspace / "out/report.sarif").read_text())
        self.assertIn(FINDING, (self.workspace / "reports.xml").read_text())
        self.assertEqual(commands(run.log), [])
        self.is_clean(self.action(args="--output=junit=reports.xml\n--ignore=unknown-operation"))

    def test_places_start_from_the_repository_in_a_working_directory_too(self):
        shop = {f"shop/{name}": text for name, text in GOOD.items()}
        write(self.workspace, {**shop, "shop/flows/buy.yaml": BROKEN_WORKFLOW})
        run = self.action(working_directory="shop", paths="flows")
        self.has_finding(run, "shop/flows/buy.yaml")
        with open(run.outputs["sarif"], encoding="utf-8") as file:
            self.assertIn('"uri": "shop/flows/buy.yaml"', file.read())

    def test_a_run_that_cannot_be_done_says_so(self):
        for inputs in ({"paths": "nowhere"}, {"format": "sarif"}, {"working_directory": "nowhere"}, {"fail_on": "always"}):
            run = self.action(**inputs)
            self.assertEqual(run.code, 2, run.log)
            self.assertEqual(run.outputs, {"errors": "", "warnings": "", "sarif": ""})
            self.assertIn("::error title=arazzo-lint::", run.log)
        self.assertEqual(self.action(summary="yes").code, 2)

    # Safety

    def test_no_input_is_run(self):
        trap = "$(touch trapped)`touch trapped`\";touch trapped;\"';touch trapped;'\n::error::trapped\n;touch trapped\n"
        inputs = ["paths", "version", "checksum", "args", "config", "format", "fail_on", "offline", "changed_only"]
        for name in [*inputs, "sarif_file", "summary", "working_directory"]:
            run = self.action(**{name: trap}, event={"before": trap})
            self.assertNotIn("::error::trapped", commands(run.log), name)
            left = {path.name for path in self.workspace.rglob("trapped")} | {path.name for path in self.folder.glob("trapped")}
            self.assertEqual(left, set(), name)
            self.assertLessEqual(set(run.outputs), {"errors", "warnings", "sarif"})

    def test_what_documents_say_is_no_command(self):
        hostile = BROKEN_WORKFLOW.replace("createPaymnet", '"\\n::error::trapped\\n##[error]trapped"')
        write(self.workspace, {"flows/::error::trapped ##[error]trapped.yaml": hostile})
        for format in ("github", "text", "concise"):
            run = self.action(format=format)
            self.assertEqual(run.code, 1, run.log)
            for command in commands(run.log):
                self.assertTrue(command.startswith("::error file="), command)

    # The program

    def test_the_archive_of_a_release_holds_what_a_packager_wants(self):
        with tarfile.open(self.archive) as archive:
            names = {name.split("/", 1)[1]: archive.getmember(name) for name in archive.getnames()}
            texts = {name: archive.extractfile(member).read() for name, member in names.items()}
        expected = {"arazzo-lint", "LICENSE-MIT", "LICENSE-APACHE", "README.md", "man/arazzo-lint.1"}
        expected |= {f"completions/{name}" for name in ("arazzo-lint.bash", "_arazzo-lint", "arazzo-lint.fish")}
        self.assertLessEqual(expected, set(names))
        self.assertEqual(names["arazzo-lint"].mode, 0o755)
        self.assertIn(b".TH arazzo-lint 1", texts["man/arazzo-lint.1"])
        self.assertEqual([name for name, text in texts.items() if not text], [])
        (self.folder / "arazzo-lint.bash").write_bytes(texts["completions/arazzo-lint.bash"])
        self.run_in(self.folder, "bash", "-n", "arazzo-lint.bash")

    def test_a_tampered_archive_is_refused(self):
        with open(self.release / ARCHIVE, "ab") as archive:
            archive.write(b"\0")
        run = self.action()
        self.assertEqual((run.code, run.steps), (2, ["install"]), run.log)
        self.assertIn(f"{ARCHIVE} is not what was published", run.log)

    def test_an_archive_without_a_checksum_is_refused(self):
        write(self.release, {"SHA256SUMS": f"{self.checksum}  x{ARCHIVE}\n"})
        self.assertIn(f"there is no SHA-256 checksum for {ARCHIVE}", self.action().log)
        (self.release / "SHA256SUMS").unlink()
        run = self.action()
        self.assertEqual((run.code, run.steps), (2, ["install"]), run.log)
        self.assertIn("cannot be verified", run.log)

    def test_a_checksum_of_the_user_wins(self):
        self.is_clean(self.action(checksum=self.checksum.upper()))
        self.assertIn("is not what was published", self.action(checksum="0" * 64).log)

    def test_a_server_that_fails_is_no_reason_to_build(self):
        run = self.action(environment={"ARAZZO_LINT_RELEASES": f"{self.server}/broken", **self.cargo()})
        self.assertEqual((run.code, run.steps), (2, ["install"]), run.log)
        self.assertIn("the server answers 500", run.log)

    def cargo(self):
        """A cargo that only writes down what it is asked for, and copies the program."""
        script = f'#!/bin/sh\necho "cargo $*"\nmkdir -p "$4/bin" && cp {PROGRAM} "$4/bin/arazzo-lint"\n'
        write(self.folder / "cargo", {"cargo": script})
        (self.folder / "cargo" / "cargo").chmod(0o755)
        return {"PATH": f"{self.folder / 'cargo'}{os.pathsep}{os.environ['PATH']}"}

    def test_what_is_not_published_is_built(self):
        run = self.action(version="9.9.9", environment=self.cargo())
        self.is_clean(run)
        self.assertIn("is not published: building version 9.9.9 with cargo", run.log)
        self.assertRegex(run.log, r"cargo install --locked --root \S.* --version 9.9.9 arazzo-lint")
        run = self.action(environment={**self.cargo(), "RUNNER_ARCH": "RISCV64"})
        self.is_clean(run)
        self.assertIn("no program is published for Linux-RISCV64", run.log)
        self.assertRegex(run.log, r"cargo install --locked --root \S.* --path /")
        self.is_clean(self.action(version="source", environment=self.cargo()))

    def test_versions_are_found(self):
        self.is_clean(self.action(version=f"v{VERSION}"))
        path = f"{named_program(self.folder / 'bin').parent}{os.pathsep}{os.environ['PATH']}"
        self.is_clean(self.action(version="system", environment={"PATH": path, "ARAZZO_LINT_RELEASES": "nowhere"}))
        self.assertEqual(self.action(version="../0.1.0").code, 2)

    # Changes

    def test_a_changed_description_checks_the_workflows_that_use_it(self):
        base = self.commit("Another workflow", {"flows/bad.yaml": BROKEN_WORKFLOW, "flows/buy.yaml": WORKFLOW})
        self.commit("Nothing of ours", {"values.yaml": "replicas: 3\n"})
        run = self.action({"before": base}, changed_only="true")
        self.is_clean(run)
        self.assertIn("no documents to check", run.summary)
        with open(run.outputs["sarif"], encoding="utf-8") as file:
            self.assertEqual(json.load(file)["runs"][0]["results"], [])
        self.commit("The description", {"specs/billing.yaml": BROKEN_DESCRIPTION, "flows/bad.yaml": "a: 1\n"})
        self.has_finding(self.action({"before": base}, changed_only="true"))
        self.has_finding(self.action({"before": base}, changed_only="true", working_directory="flows"))
        self.has_finding(self.action({"before": base}, changed_only="true", paths="flows"))

    def test_a_change_of_a_text_checks_nothing(self):
        base = self.commit("A broken workflow", {"flows/bad.yaml": BROKEN_WORKFLOW})
        self.commit("A text", {"README.md": "# Shop\n"})
        run = self.action({"before": base}, changed_only="true")
        self.is_clean(run)
        self.assertIn("no YAML or JSON file is changed", run.log)

    def test_a_deleted_description_is_found(self):
        base = self.git("rev-parse", "HEAD")
        (self.workspace / "specs/billing.yaml").unlink()
        self.commit("Deleted")
        run = self.action({"before": base}, changed_only="true")
        self.assertEqual(run.code, 1, run.log)
        self.assertIn("unreadable-source", run.log)

    def test_workflows_elsewhere_are_left_alone(self):
        base = self.git("rev-parse", "HEAD")
        self.commit("Two", {"other/bad.yaml": BROKEN_WORKFLOW, "flows/buy.yaml": f"{WORKFLOW}# Changed\n"})
        self.is_clean(self.action({"before": base}, changed_only="true", paths="flows/"))
        self.has_finding(self.action({"before": base}, changed_only="true"), "other/bad.yaml")

    def test_changed_settings_check_everything(self):
        base = self.commit("A broken workflow", {"flows/buy.yaml": BROKEN_WORKFLOW})
        self.commit("Settings", {"arazzo-lint.yaml": "strict: false\n"})
        self.has_finding(self.action({"before": base}, changed_only="true"))

    def test_without_a_base_everything_is_checked(self):
        self.commit("A broken workflow", {"flows/buy.yaml": BROKEN_WORKFLOW})
        head = self.commit("A text", {"README.md": "# Shop\n"})
        for event in ({}, {"before": "0" * 40}, {"before": "1" * 40}, {"before": head}):
            run = self.action(event, changed_only="true")
            self.has_finding(run)
            self.assertIn("the commit before the changes is not known here", run.log)

    def test_pull_requests_are_compared_with_their_base_however_deep_the_checkout_is(self):
        base = self.commit("A broken workflow that nobody touches", {"flows/old.yaml": BROKEN_WORKFLOW})
        main = self.git("branch", "--show-current")
        self.git("checkout", "--quiet", "-b", "change")
        self.commit("The description", {"specs/other.yaml": BROKEN_DESCRIPTION})
        self.commit("A workflow of its own", {"flows/new.yaml": BROKEN_WORKFLOW.replace("billing.yaml", "other.yaml")})
        self.git("checkout", "--quiet", main)
        self.commit("Meanwhile", {"values.yaml": "replicas: 4\n"})
        self.git("merge", "--quiet", "--no-ff", "--message", "Merge", "change")
        merge = self.git("rev-parse", "HEAD")
        self.git("config", "uploadpack.allowAnySHA1InWant", "true")
        event = {"pull_request": {"base": {"sha": base}}}
        for depth in ("1", "2", "50"):
            clone = self.folder / f"clone {depth}"
            self.git("clone", "--quiet", "--depth", depth, f"file://{self.workspace}", str(clone), folder=self.folder)
            variables = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_SHA": merge}
            run = self.action(event, clone, variables, changed_only="true")
            self.has_finding(run, "flows/new.yaml")
        # Without a way to the base, as with a private repository and no credentials.
        clone = self.folder / "clone"
        self.git("clone", "--quiet", "--depth", "1", f"file://{self.workspace}", str(clone), folder=self.folder)
        self.git("remote", "remove", "origin", folder=clone)
        run = self.action(event, clone, changed_only="true")
        self.assertEqual(run.outputs["errors"], "2", run.log)
        self.assertIn("fetch-depth: 2", run.log)
