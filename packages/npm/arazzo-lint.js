#!/usr/bin/env node
// Starts the program that npm installed for this system. Nothing is downloaded, and no script runs on installation.
"use strict";

const { spawnSync } = require("node:child_process");

// Windows on ARM runs programs for x64.
const system = `${process.platform}-${process.arch}`.replace("win32-arm64", "win32-x64");
const file = process.platform === "win32" ? "arazzo-lint.exe" : "arazzo-lint";

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(2);
}

let program;
try {
  program = require.resolve(`@arazzo-lint/${system}/bin/${file}`);
} catch {
  fail(
    `there is no arazzo-lint for ${system} here\n` +
      `  help: install without --no-optional and --omit=optional, on the system it is to run on; ` +
      `where npm has none, build it with \`cargo install arazzo-lint\``,
  );
}

const { status, signal, error } = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  fail(`${program} cannot be started: ${error.message}`);
}
if (signal) {
  process.kill(process.pid, signal);
}
process.exitCode = status ?? 2;
