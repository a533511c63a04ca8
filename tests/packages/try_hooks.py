"""The hooks, installed and run by pre-commit and prek in fresh repositories, as a user's commits would run them."""

import os
import sys

from scene import (
    BROKEN_DESCRIPTION,
    BROKEN_WORKFLOW,
    DESCRIPTION,
    FINDING,
    ROOT,
    TRIES_ALL,
    VERSION,
    WORKFLOW,
    Scene,
    copy_of_the_repository,
    named_program,
    new_folder,
    run_in,
    write,
)

GOOD = {"specs/billing.yaml": DESCRIPTION, "flows/buy.yaml": WORKFLOW, "values.yaml": "replicas: 2\n"}


class Hooks(Scene):
    @classmethod
    def setUpClass(cls):
        """This repository as users would clone it, and the package index of the trial."""
        cls.shared = new_folder(cls.addClassCleanup)
        cls.tool = cls.shared / "tool"
        copy_of_the_repository(cls.tool)
        run_in(cls.tool, "git", "init", "--quiet")
        run_in(cls.tool, "git", "add", "--all")
        run_in(cls.tool, "git", "commit", "--quiet", "--message", "arazzo-lint")
        run_in(cls.tool, "git", "tag", f"v{VERSION}")

        # The wheel of the program under test, and what builds the placeholder that asks for it.
        index = cls.shared / "index"
        pip = [sys.executable, "-m", "pip"]
        run_in(ROOT, *pip, "download", "--quiet", "--dest", index, "setuptools>=61")
        building = {"ARAZZO_LINT_BINARY": str(named_program(cls.shared / "bin")), "PYTHONDONTWRITEBYTECODE": "1"}
        wheel = ["wheel", "--quiet", "--no-deps", "--wheel-dir", index, ROOT / "packages" / "python"]
        run_in(ROOT, *pip, *wheel, **building)
        cls.index = str(index)

    def setUp(self):
        super().setUp()
        self.variables = {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.index,
            "UV_NO_INDEX": "1",
            "UV_FIND_LINKS": self.index,
            "UV_CACHE_DIR": str(self.shared / "uv"),
            "PRE_COMMIT_HOME": str(self.shared / "pre-commit"),
            "PREK_HOME": str(self.shared / "prek"),
            "ARAZZO_LINT_CACHE": str(self.folder / "cache"),
        }

    def git(self, folder, *arguments, **options):
        return self.run_in(folder, "git", *arguments, **options)

    def repository(self, runner, hook, extra=""):
        """A user's repository with the hook installed, and a first commit that passes."""
        folder = self.folder / f"{runner}-{hook}"
        config = f"repos: [{{ repo: {self.tool}, rev: v{VERSION}, hooks: [{{ id: {hook}{extra} }}] }}]\n"
        write(folder, {**GOOD, ".pre-commit-config.yaml": config})
        self.git(folder, "init", "--quiet")
        self.run_in(folder, runner, "install", **self.variables)
        self.git(folder, "add", "--all")
        self.commit(folder, "Everything", passes=True)
        return folder

    def commit(self, folder, title, passes, finding=FINDING):
        output = self.git(folder, "commit", "--message", title, code=None, **self.variables)
        passed = self.git(folder, "log", "-1", "--format=%s", code=None).strip() == title
        self.assertEqual(passed, passes, f"{title}\n{output}")
        if not passes:
            self.assertIn(finding, output)
            self.assertIn("flows/buy.yaml", output)
        return output

    def check_commits(self, runner, hook):
        """What the hooks have in common: workflows and the descriptions behind them are checked."""
        folder = self.repository(runner, hook)
        write(folder, {"flows/buy.yaml": BROKEN_WORKFLOW})
        self.git(folder, "add", "--all")
        self.commit(folder, "A workflow that names no operation", passes=False)
        write(folder, {"flows/buy.yaml": WORKFLOW + "# Changed\n"})
        self.git(folder, "add", "--all")
        self.commit(folder, "A comment", passes=True)
        write(folder, {"specs/billing.yaml": BROKEN_DESCRIPTION})
        self.git(folder, "add", "--all")
        self.commit(folder, "Only the description is changed", passes=False)
        write(folder, {"specs/billing.yaml": DESCRIPTION, "values.yaml": "replicas: 3\n"})
        self.git(folder, "add", "--all")
        self.commit(folder, "A file that is no Arazzo document", passes=True)
        return folder

    def check_deletion(self, folder):
        self.git(folder, "rm", "--quiet", "specs/billing.yaml")
        self.commit(folder, "The description is deleted", passes=False, finding="unreadable-source")
        self.git(folder, "rm", "--quiet", "flows/buy.yaml")
        self.commit(folder, "The last workflow goes as well", passes=True)

    def test_arazzo_lint_with_pre_commit(self):
        self.check_commits("pre-commit", "arazzo-lint")

    def test_arazzo_lint_with_prek(self):
        self.check_commits("prek", "arazzo-lint")

    def test_arazzo_lint_project_with_pre_commit(self):
        self.check_deletion(self.check_commits("pre-commit", "arazzo-lint-project"))

    def test_arazzo_lint_project_with_prek(self):
        self.check_deletion(self.check_commits("prek", "arazzo-lint-project"))

    def test_arazzo_lint_system(self):
        self.variables["PATH"] = f"{self.shared / 'bin'}{os.pathsep}{os.environ['PATH']}"
        self.check_commits("pre-commit", "arazzo-lint-system")
        self.check_commits("prek", "arazzo-lint-system")

    def test_no_rust_is_needed(self):
        folders = os.environ["PATH"].split(os.pathsep)
        kept = [folder for folder in folders if not os.path.exists(os.path.join(folder, "cargo"))]
        self.variables["PATH"] = os.pathsep.join(kept)
        self.variables["PRE_COMMIT_HOME"] = str(self.folder / "pre-commit")
        self.repository("pre-commit", "arazzo-lint")

    def test_settings_exclude_files_that_are_named(self):
        folder = self.repository("pre-commit", "arazzo-lint")
        write(folder, {"arazzo-lint.yaml": 'exclude: ["drafts/**"]\n', "drafts/buy.yaml": BROKEN_WORKFLOW})
        self.git(folder, "add", "--all")
        self.commit(folder, "A draft", passes=True)

    def test_no_connection_is_made_unless_the_user_says_so(self):
        # A port where nothing listens: what asks for it fails, what does not is told as a source that was passed over.
        remote = WORKFLOW.replace("../specs/billing.yaml", "http://127.0.0.1:9/billing.yaml")
        folder = self.repository("pre-commit", "arazzo-lint")
        write(folder, {"flows/buy.yaml": remote})
        self.git(folder, "add", "--all")
        self.commit(folder, "A remote source", passes=True)
        folder = self.repository("prek", "arazzo-lint", extra=", args: []")
        write(folder, {"flows/buy.yaml": remote})
        self.git(folder, "add", "--all")
        self.commit(folder, "A remote source", passes=False, finding="unreadable-source")

    def test_a_list_that_is_split_over_processes_finds_all(self):
        folder = self.repository("pre-commit", "arazzo-lint")
        files = {f"many/a rather long name of a file that is no workflow {number}.yaml": "a: 1\n" for number in range(2500)}
        write(folder, {**files, "flows/zz.yaml": BROKEN_WORKFLOW, "specs/billing.yaml": BROKEN_DESCRIPTION})
        self.git(folder, "add", "--all")
        output = self.run_in(folder, "pre-commit", "run", "--all-files", code=1, **self.variables)
        self.assertIn("createPaymnet", output)
        self.assertIn("flows/buy.yaml", output)

    def test_arazzo_lint_src(self):
        if not TRIES_ALL:
            self.skipTest("builds the program twice from source: run with --all")
        # As quick as a build can be; that what is installed works is the question here.
        fast = {"OPT_LEVEL": "0", "LTO": "off", "CODEGEN_UNITS": "256", "STRIP": "none", "DEBUG": "0"}
        self.variables.update({f"CARGO_PROFILE_RELEASE_{name}": value for name, value in fast.items()})
        self.variables["CARGO_TARGET_DIR"] = str(ROOT / "target" / "packages" / "src")
        self.check_commits("pre-commit", "arazzo-lint-src")
        self.check_commits("prek", "arazzo-lint-src")
