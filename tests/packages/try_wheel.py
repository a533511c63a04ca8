"""The Python package: a wheel with the program, its source distribution, and the placeholder at the root."""

import sys
import tarfile
import unittest
import zipfile

from scene import BROKEN_WORKFLOW, DESCRIPTION, FINDING, ROOT, VERSION, WORKFLOW, Scene, is_static, named_program, write


class Wheel(Scene):
    def setUp(self):
        super().setUp()
        program = named_program(self.folder / "bin")
        self.wheels = self.folder / "wheels"
        self.building = {"ARAZZO_LINT_BINARY": str(program), "PYTHONDONTWRITEBYTECODE": "1"}
        self.program = program
        self.repository = self.folder / "user"
        files = {"specs/billing.yaml": DESCRIPTION, "flows/good.yaml": WORKFLOW, "flows/bad.yaml": BROKEN_WORKFLOW}
        write(self.repository, files)

    def build(self, source=ROOT / "packages" / "python", code=0, **variables):
        command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", self.wheels, source]
        return self.run_in(self.folder, *command, code=code, **{**self.building, **variables})

    def test_installed_into_a_fresh_environment_it_runs_and_keeps_exit_codes(self):
        self.build()
        environment = self.folder / "venv"
        self.run_in(self.folder, sys.executable, "-m", "venv", environment)
        python = environment / "bin" / "python"
        self.run_in(self.folder, python, "-m", "pip", "install", "--no-index", "--find-links", self.wheels, "arazzo-lint")
        installed = environment / "bin" / "arazzo-lint"
        self.assertEqual(installed.read_bytes(), self.program.read_bytes())
        self.assertIn(f"arazzo-lint {VERSION}", self.run_in(self.folder, installed, "--version"))
        self.run_in(self.repository, installed, "flows/good.yaml")
        self.assertIn(FINDING, self.run_in(self.repository, installed, "flows/bad.yaml", code=1))
        self.run_in(self.repository, installed, "nowhere.yaml", code=2)
        self.assertIn(f"Version: {VERSION}", self.run_in(self.folder, python, "-m", "pip", "show", "arazzo-lint"))
        self.run_in(self.folder, python, "-m", "pip", "check")

    def test_uvx_and_pipx_run_it_without_installing(self):
        self.build()
        offline = {"UV_CACHE_DIR": str(self.folder / "uv"), "UV_NO_CONFIG": "1", "PIPX_HOME": str(self.folder / "pipx")}
        uvx = ["uvx", "--no-index", "--find-links", self.wheels, "arazzo-lint", "--format", "concise"]
        self.assertIn(FINDING, self.run_in(self.repository, *uvx, "flows/bad.yaml", code=1, **offline))
        (wheel,) = self.wheels.glob("*.whl")
        pipx = ["pipx", "run", "--spec", wheel, "arazzo-lint", "--format", "concise"]
        self.assertIn(FINDING, self.run_in(self.repository, *pipx, "flows/bad.yaml", code=1, **offline))

    def test_equal_input_gives_equal_bytes(self):
        self.build()
        (wheel,) = self.wheels.glob("*.whl")
        first = wheel.read_bytes()
        wheel.unlink()
        self.build()
        self.assertEqual(wheel.read_bytes(), first)

    def test_a_wheel_for_every_linux_holds_a_static_program(self):
        target = {"ARAZZO_LINT_TARGET": "x86_64-unknown-linux-musl"}
        if is_static(self.program):
            self.build(**target)
            (wheel,) = self.wheels.glob("*.whl")
            self.assertIn("manylinux2014_x86_64.musllinux_1_1_x86_64", wheel.name)
            return
        self.assertIn("is not static", self.build(code=1, **target))

    def test_wheels_for_other_systems_are_tagged_for_them(self):
        windows = self.folder / "windows" / "arazzo-lint.exe"
        write(windows.parent, {windows.name: "MZ"})
        self.build(ARAZZO_LINT_BINARY=str(windows), ARAZZO_LINT_TARGET="x86_64-pc-windows-msvc")
        self.build(ARAZZO_LINT_TARGET="aarch64-apple-darwin")
        names = sorted(path.name for path in self.wheels.iterdir())
        tags = ["macosx_11_0_arm64", "win_amd64"]
        self.assertEqual(names, [f"arazzo_lint-{VERSION}-py3-none-{tag}.whl" for tag in tags])
        with zipfile.ZipFile(self.wheels / names[1]) as archive:
            self.assertIn(f"arazzo_lint-{VERSION}.data/scripts/arazzo-lint.exe", archive.namelist())

    def test_the_source_distribution_builds_the_same_wheel_and_a_crate_that_cargo_reads(self):
        script = f"import sys; sys.path.insert(0, {str(ROOT / 'packages/python')!r}); import backend; backend.build_sdist('.')"
        self.run_in(self.folder, sys.executable, "-c", script, PYTHONDONTWRITEBYTECODE="1")
        (archive,) = self.folder.glob("arazzo_lint-*.tar.gz")
        self.build(archive)
        (wheel,) = self.wheels.glob("*.whl")
        with tarfile.open(archive) as opened:
            opened.extractall(self.folder)
        crate = self.folder / archive.name.removesuffix(".tar.gz")
        command = ["cargo", "metadata", "--no-deps", "--format-version", "1", "--offline"]
        self.assertIn(f'"version":"{VERSION}"', self.run_in(crate, *command))


if __name__ == "__main__":
    unittest.main()
