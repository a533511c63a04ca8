"""The texts that other programs read: action, workflows, hooks, problem matcher, and what the README says of them."""

import json
import re
import shutil

import yaml

from scene import BROKEN_WORKFLOW, DESCRIPTION, FINDING, PROGRAM, ROOT, Scene, write

WORKFLOWS = sorted(ROOT.glob(".github/workflows/*.yml"))
EXAMPLES = sorted(path for path in ROOT.glob(".github/examples/*.yml") if "gitlab" not in path.name)
GITLAB = ROOT / ".github" / "examples" / "gitlab-ci.yml"


class Texts(Scene):
    def test_scripts_are_sound(self):
        # Backticks in single quotes show what somebody types.
        self.run_in(ROOT, "shellcheck", "--exclude=SC2016", *ROOT.glob(".github/action/*.sh"), ROOT / ".ci" / "run")
        if shutil.which("node"):
            self.run_in(ROOT, "node", "--check", "packages/npm/arazzo-lint.js")
            self.run_in(ROOT, "node", "--check", "packages/npm/build.mjs")

    def test_the_action_and_workflows_are_safe(self):
        self.run_in(ROOT, "zizmor", "--offline", "--quiet", "--persona=auditor", "action.yml", *WORKFLOWS)
        config = ROOT / "tests" / "packages" / "zizmor.yml"
        self.run_in(ROOT, "zizmor", "--offline", "--quiet", "--config", config, *EXAMPLES)

    def test_files_have_the_shape_that_their_readers_expect(self):
        check = ["check-jsonschema", "--builtin-schema"]
        self.run_in(ROOT, *check, "vendor.github-actions", "action.yml")
        self.run_in(ROOT, *check, "vendor.github-workflows", *WORKFLOWS, *EXAMPLES)
        self.run_in(ROOT, *check, "vendor.gitlab-ci", GITLAB)
        self.run_in(ROOT, "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml", PRE_COMMIT_HOME=str(self.folder))

    def test_actions_are_pinned_with_their_version_beside_it(self):
        for path in [*WORKFLOWS, *EXAMPLES]:
            for uses in re.findall(r"uses: (.+)", path.read_text(encoding="utf-8")):
                if not uses.startswith(("./", "OWNER/arazzo-lint@v")):
                    self.assertRegex(uses, r"^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", path)

    def test_the_problem_matcher_reads_the_concise_format(self):
        write(self.folder, {"specs/billing.yaml": DESCRIPTION, "flows/a [b]: c.yaml": BROKEN_WORKFLOW})
        output = self.run_in(self.folder, PROGRAM, "--format", "concise", code=1)
        (matcher,) = json.loads((ROOT / ".github/problem-matcher.json").read_text())["problemMatcher"]
        (pattern,) = matcher["pattern"]
        found = [match for match in map(re.compile(pattern["regexp"]).match, output.splitlines()) if match]
        read = [{key: match[index] for key, index in pattern.items() if key != "regexp"} for match in found]
        self.assertEqual([(one["file"], one["line"], one["column"]) for one in read], [("flows/a [b]: c.yaml", "8", "22")])
        self.assertEqual([(one["severity"], one["code"]) for one in read], [("error", FINDING)])
        self.assertIn("createPaymnet", read[0]["message"])
        # The task for VS Code has the same.
        self.assertIn(f'"regexp": {json.dumps(pattern["regexp"])},', (ROOT / "README.md").read_text(encoding="utf-8"))

    def test_the_readme_tells_every_input_output_and_hook(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        section = readme.split("## GitHub Action\n")[1].split("\n## ")[0]
        told = re.findall(r"^\| `([a-z-]+)` \|(?: `([^`]*)`)?", section, re.MULTILINE)
        self.assertEqual([name for name, _ in told], [*action["inputs"], *action["outputs"]])
        for name, default in told:
            if name in action["inputs"]:
                self.assertEqual(default, action["inputs"][name]["default"], name)
        hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
        section = readme.split("## pre-commit\n")[1].split("\n## ")[0]
        self.assertEqual(re.findall(r"^\| `(.+?)` \|", section, re.MULTILINE), [hook["id"] for hook in hooks])
