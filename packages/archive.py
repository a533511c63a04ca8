#!/usr/bin/env python3
"""Packs the program for a release: with its manual pages, completions, licences and README, and with a checksum beside it.

    python3 packages/archive.py TARGET PROGRAM FOLDER

TARGET is the Rust target that PROGRAM is built for, and PROGRAM has to run here. Windows gets a zip file, everything else
a tar file. Equal input gives equal bytes.
"""

import gzip
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPLETIONS = {
    "bash": "arazzo-lint.bash",
    "zsh": "_arazzo-lint",
    "fish": "arazzo-lint.fish",
    "powershell": "_arazzo-lint.ps1",
    "elvish": "arazzo-lint.elv",
}
PAGES = ["graph", "explain", "rules", "init", "schema", "completions", "man"]


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    target, program, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    version = re.search(r'^version = "(.+)"$', (ROOT / "Cargo.toml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    name = f"arazzo-lint-v{version}-{target}"
    is_windows = "windows" in target
    files = contents(program.resolve(), "arazzo-lint.exe" if is_windows else "arazzo-lint")

    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"{name}.{'zip' if is_windows else 'tar.gz'}"
    archive.write_bytes(zipped(name, files) if is_windows else tarred(name, files))
    checksum = hashlib.sha256(archive.read_bytes()).hexdigest()
    (folder / f"{archive.name}.sha256").write_bytes(f"{checksum}  {archive.name}\n".encode())
    print(archive)


def contents(program, program_name):
    """What lies in the archive: names, bytes, and whether it is run."""

    def ask(*arguments):
        return subprocess.run([program, *arguments], check=True, capture_output=True).stdout

    files = {program_name: (program.read_bytes(), True)}
    for path in [*ROOT.glob("LICENSE-*"), ROOT / "README.md", ROOT / "CHANGELOG.md"]:
        files[path.name] = (path.read_bytes(), False)
    files["man/arazzo-lint.1"] = (ask("man"), False)
    for command in PAGES:
        files[f"man/arazzo-lint-{command}.1"] = (ask("man", command), False)
    for shell, file in COMPLETIONS.items():
        files[f"completions/{file}"] = (ask("completions", shell), False)
    return dict(sorted(files.items()))


def tarred(name, files):
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path, (data, is_run) in files.items():
            entry = tarfile.TarInfo(f"{name}/{path}")
            entry.size, entry.mode = len(data), 0o755 if is_run else 0o644
            archive.addfile(entry, io.BytesIO(data))
    # `gzip` writes the time of day unless it is told.
    return gzip.compress(plain.getvalue(), mtime=0)


def zipped(name, files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, (data, is_run) in files.items():
            entry = zipfile.ZipInfo(f"{name}/{path}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if is_run else 0o100644) << 16
            archive.writestr(entry, data)
    return packed.getvalue()


if __name__ == "__main__":
    main()
