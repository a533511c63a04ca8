// Makes the npm packages: one for each system with the program in it, and one that starts the right one.
//
//     node packages/npm/build.mjs FOLDER TARGET=PROGRAM...
//
// TARGET is the Rust target that PROGRAM is built for. FOLDER receives a folder for each package, ready for `npm pack` or
// `npm publish`; the packages of systems go first. Name, version and the rest come from Cargo.toml.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, "..", "..");

// A static program serves glibc and musl, so Linux needs no `libc`.
const systems = {
  "x86_64-unknown-linux-musl": { name: "linux-x64", os: ["linux"], cpu: ["x64"] },
  "aarch64-unknown-linux-musl": { name: "linux-arm64", os: ["linux"], cpu: ["arm64"] },
  "x86_64-apple-darwin": { name: "darwin-x64", os: ["darwin"], cpu: ["x64"] },
  "aarch64-apple-darwin": { name: "darwin-arm64", os: ["darwin"], cpu: ["arm64"] },
  "x86_64-pc-windows-msvc": { name: "win32-x64", os: ["win32"], cpu: ["x64", "arm64"] },
};

const [folder, ...programs] = process.argv.slice(2);
if (!folder || programs.length === 0) {
  fail("usage: node packages/npm/build.mjs FOLDER TARGET=PROGRAM...");
}

const cargo = fs.readFileSync(path.join(root, "Cargo.toml"), "utf8").split("[package]\n")[1].split("\n[")[0];
const { name, version, description, license, repository } = Object.fromEntries(
  [...cargo.matchAll(/^([a-z-]+) = "(.*)"$/gm)].map(([, key, value]) => [key, value]),
);
const common = {
  version,
  description,
  license: `(${license})`,
  repository: { type: "git", url: `git+${repository}.git` },
  homepage: `${repository}#readme`,
  publishConfig: { access: "public" },
};

for (const argument of programs) {
  const [target, program] = argument.split(/=(.*)/s);
  const system = systems[target];
  if (!system || !program) {
    fail(`\`${argument}\` is not TARGET=PROGRAM with one of ${Object.keys(systems).join(", ")}`);
  }
  const file = system.os[0] === "win32" ? "arazzo-lint.exe" : "arazzo-lint";
  const place = start(system.name, {
    name: `@${name}/${system.name}`,
    ...common,
    description: `The program of ${name} for ${system.name}`,
    os: system.os,
    cpu: system.cpu,
    preferUnplugged: true,
    files: ["bin"],
  });
  fs.mkdirSync(path.join(place, "bin"));
  fs.copyFileSync(program, path.join(place, "bin", file));
  fs.chmodSync(path.join(place, "bin", file), 0o755);
}

// All systems stand here, also those that this call does not build, so that the main package is always the same.
const place = start(name, {
  name,
  ...common,
  keywords: [...cargo.match(/^keywords = \[(.*)\]$/m)[1].matchAll(/"(.+?)"/g)].map(([, word]) => word),
  bin: { [name]: "arazzo-lint.js" },
  files: ["arazzo-lint.js"],
  engines: { node: ">=16" },
  optionalDependencies: Object.fromEntries(
    Object.values(systems).map((system) => [`@${name}/${system.name}`, version]),
  ),
});
fs.copyFileSync(path.join(here, "arazzo-lint.js"), path.join(place, "arazzo-lint.js"));
fs.copyFileSync(path.join(here, "README.md"), path.join(place, "README.md"));

/** Begins a package: its folder, its package.json and the licences. */
function start(folderName, manifest) {
  const place = path.join(folder, folderName);
  fs.rmSync(place, { recursive: true, force: true });
  fs.mkdirSync(place, { recursive: true });
  fs.writeFileSync(path.join(place, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const licence of fs.readdirSync(root).filter((entry) => entry.startsWith("LICENSE-"))) {
    fs.copyFileSync(path.join(root, licence), path.join(place, licence));
  }
  return place;
}

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(2);
}
