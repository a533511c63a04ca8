"""The release workflow: its scripts, as far as they need neither GitHub nor Docker, on a copy of this repository."""

import os
import subprocess
import tarfile

import yaml

from scene import PROGRAM, ROOT, VERSION, Scene, copy_of_the_repository, is_static, plain_environment

TARGET = "x86_64-unknown-linux-musl"
TARGETS = [TARGET, "aarch64-unknown-linux-musl", "x86_64-apple-darwin", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"]


class Release(Scene):
    def setUp(self):
        super().setUp()
        workflow = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
        self.jobs = yaml.safe_load(workflow)["jobs"]
        self.repository = self.folder / "repository"
        copy_of_the_repository(self.repository)

    def step(self, job, name, code=0, **variables):
        """Runs the script of a step as a runner would. What a script reads comes from its environment, so that is all."""
        (step,) = [step for step in self.jobs[job]["steps"] if step.get("name") == name]
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        self.assertNotIn("${{", step["run"])
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", script]
        return self.run_in(self.repository, *command, code=code, RUNNER_OS="Linux", **variables)

    def test_what_is_built_is_packed_for_everybody(self):
        program = os.environ.get("ARAZZO_LINT_STATIC_BINARY", PROGRAM)
        if not is_static(program):
            self.skipTest("the program needs a loader: name a static one with ARAZZO_LINT_STATIC_BINARY")
        built = self.repository / "target" / TARGET / "release" / "arazzo-lint"
        built.parent.mkdir(parents=True)
        subprocess.run(["strip", "-o", built, program], check=True)
        self.step("build", "Pack", TARGET=TARGET)
        self.assertIn(f"arazzo-lint {VERSION}", self.step("build", "The wheel runs", TARGET=TARGET))
        # The other machines' parts, by name.
        for target in TARGETS[1:]:
            folder = self.repository / "out" / "programs" / target
            folder.mkdir()
            (folder / ("arazzo-lint.exe" if "windows" in target else "arazzo-lint")).write_bytes(b"program")

        for name in ("Checksums", "The source distribution for Python", "npm packages", "The image's files"):
            self.step("pack", name, npm_config_update_notifier="false", npm_config_cache=str(self.folder / "cache"))
        out = self.repository / "out"
        archive = f"arazzo-lint-v{VERSION}-{TARGET}.tar.gz"
        sums = (out / "archives" / "SHA256SUMS").read_text()
        self.assertRegex(sums, rf"^[0-9a-f]{{64}}  {archive}\n$")
        wheels = sorted(path.name for path in (out / "wheels").iterdir())
        self.assertEqual(len(wheels), 2, wheels)
        self.assertEqual(wheels[1], f"arazzo_lint-{VERSION}.tar.gz")
        self.assertEqual(sorted(path.name for path in (out / "image").iterdir()), ["Dockerfile", "amd64", "arm64"])
        self.check_publishing_npm(out)
        with tarfile.open(out / "npm" / f"arazzo-lint-win32-x64-{VERSION}.tgz") as package:
            self.assertIn("package/bin/arazzo-lint.exe", package.getnames())

    def check_publishing_npm(self, out):
        """Every package that the workflow publishes is there, by a stand-in for npm that only writes down what it is told."""
        stand_in = self.folder / "stand-in"
        stand_in.mkdir()
        for name in ("npm", "npx"):
            (stand_in / name).write_text(f'#!/bin/sh\n[ "$1" = view ] || echo "{name} $*"\n')
            (stand_in / name).chmod(0o755)
        path = f"{stand_in}{os.pathsep}{plain_environment()['PATH']}"
        told = self.step("npm", "Publish", PATH=path, GITHUB_REF_NAME=f"v{VERSION}").splitlines()
        published = [line.split()[-1].removeprefix("./out/npm/") for line in told]
        self.assertEqual(published[-1], f"arazzo-lint-{VERSION}.tgz")
        self.assertEqual(sorted(published), sorted(path.name for path in (out / "npm").iterdir()))

    def test_a_tag_that_is_not_the_version_is_refused(self):
        changelog = self.repository / "CHANGELOG.md"
        text = changelog.read_text(encoding="utf-8")
        changelog.write_text(text.replace("## [Unreleased]", f"## [Unreleased]\n\n## [{VERSION}] - 2026-12-01", 1))
        self.step("version", "The tag, Cargo.toml and CHANGELOG.md agree", GITHUB_REF_NAME=f"v{VERSION}")
        self.step("version", "The tag, Cargo.toml and CHANGELOG.md agree", GITHUB_REF_NAME="v9.9.9", code=1)
        changelog.write_text(text)
        self.step("version", "The tag, Cargo.toml and CHANGELOG.md agree", GITHUB_REF_NAME=f"v{VERSION}", code=1)

    def test_the_notes_of_a_release_are_its_part_of_the_changelog(self):
        changelog = f"# Changelog\n\n## [Unreleased]\n\n- Next\n\n## [{VERSION}] - 2026-12-01\n\n- This\n\n## [0.0.1] - 2026-01-01\n\n- Old\n"
        (self.repository / "CHANGELOG.md").write_text(changelog)
        stand_in = self.folder / "gh"
        stand_in.write_text('#!/bin/sh\necho "gh $*"\n')
        stand_in.chmod(0o755)
        (self.repository / "out" / "archives").mkdir(parents=True)
        (self.repository / "out" / "archives" / "SHA256SUMS").touch()
        path = f"{self.folder}{os.pathsep}{plain_environment()['PATH']}"
        name = "Release, with the part of CHANGELOG.md"
        told = self.step("github", name, PATH=path, GITHUB_REF_NAME=f"v{VERSION}")
        self.assertIn(f"gh release create v{VERSION} --verify-tag", told)
        self.assertEqual((self.repository / "notes.md").read_text().strip(), "- This")

    def test_nothing_is_published_without_a_tag_and_a_job_asks_for_no_more_than_it_needs(self):
        for name, job in self.jobs.items():
            writes = any(level == "write" for level in job["permissions"].values())
            is_bound = job.get("if") == "github.event_name == 'push'" or "attest" in str(job.get("needs"))
            self.assertEqual(writes, is_bound, name)
        workflow = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
        self.assertNotIn("secrets.", workflow)
