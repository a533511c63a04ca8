"""The image: built from an empty one by buildah, and run."""

import os
import shutil

from scene import BROKEN_WORKFLOW, DESCRIPTION, FINDING, PROGRAM, ROOT, VERSION, WORKFLOW, Scene, is_static, write


class Image(Scene):
    def test_built_from_nothing_it_runs_and_keeps_exit_codes(self):
        if not shutil.which("buildah"):
            self.skipTest("buildah is not installed")
        program = os.environ.get("ARAZZO_LINT_STATIC_BINARY", PROGRAM)
        if not is_static(program):
            self.skipTest("the program needs a loader: name a static one with ARAZZO_LINT_STATIC_BINARY")
        context = self.folder / "context"
        (context / "amd64").mkdir(parents=True)
        shutil.copy(program, context / "amd64" / "arazzo-lint")
        user = self.folder / "user"
        files = {"specs/billing.yaml": DESCRIPTION, "flows/good.yaml": WORKFLOW, "flows/bad.yaml": BROKEN_WORKFLOW}
        write(user, files)
        # Whoever the image runs as has to be able to read it.
        self.folder.chmod(0o755)

        storage = ["--storage-driver", "vfs", "--root", self.folder / "storage", "--runroot", self.folder / "running"]
        dockerfile = ROOT / "packages" / "image" / "Dockerfile"
        build = ["bud", "--isolation", "chroot", "--tag", "arazzo-lint", "--file", dockerfile, context]
        self.run_in(self.folder, "buildah", *storage, *build)
        container = self.run_in(self.folder, "buildah", *storage, "from", "--pull-never", "arazzo-lint").strip()
        run = ["run", "--isolation", "chroot", "--volume", f"{user}:/work:ro", container, "--", "/arazzo-lint"]
        self.assertIn(f"arazzo-lint {VERSION}", self.run_in(self.folder, "buildah", *storage, *run, "--version"))
        self.run_in(self.folder, "buildah", *storage, *run, "flows/good.yaml")
        self.assertIn(FINDING, self.run_in(self.folder, "buildah", *storage, *run, "flows/bad.yaml", code=1))
        self.run_in(self.folder, "buildah", *storage, *run, "nowhere.yaml", code=2)
