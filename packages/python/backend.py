"""Builds the Python package: a wheel that carries the program, and a source distribution that builds it with cargo.

A build backend in the sense of PEP 517 without dependencies, so `pip wheel packages/python` is all it takes. Two variables
let the release pack what it has built already, the same bytes into every package:

ARAZZO_LINT_BINARY  the program to pack; without it cargo builds one
ARAZZO_LINT_TARGET  the Rust target that it is built for, one of TAGS; without it the wheel is for this machine alone
"""

import base64
import hashlib
import io
import os
import re
import struct
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
# In a source distribution everything lies side by side.
ROOT = HERE if (HERE / "Cargo.toml").exists() else HERE.parent.parent

# A static program runs wherever its kernel does, so one wheel serves glibc and musl.
TAGS = {
    "x86_64-unknown-linux-musl": "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64",
    "aarch64-unknown-linux-musl": "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
    "x86_64-apple-darwin": "macosx_10_12_x86_64",
    "aarch64-apple-darwin": "macosx_11_0_arm64",
    "x86_64-pc-windows-msvc": "win_amd64",
}
SOURCES = ["Cargo.toml", "Cargo.lock", "CHANGELOG.md", "LICENSE-*", "src/**/*", "schemas/*", "benches/**/*"]
DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file knows: equal input, equal bytes


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    package = manifest()
    program = binary()
    tag = platform_tag(program)
    base = f"{package['module']}-{package['version']}"
    files = [
        (f"{base}.data/scripts/{program.name}", program.read_bytes(), 0o755),
        (f"{base}.dist-info/METADATA", metadata(package), 0o644),
        (f"{base}.dist-info/WHEEL", wheel_file(tag), 0o644),
    ]
    for licence in sorted(ROOT.glob("LICENSE-*")):
        files.append((f"{base}.dist-info/licenses/{licence.name}", licence.read_bytes(), 0o644))
    record = f"{base}.dist-info/RECORD"
    lines = [f"{name},sha256={digest(data)},{len(data)}" for name, data, _ in files] + [f"{record},,"]
    files.append((record, "\n".join(lines).encode() + b"\n", 0o644))

    wheel = f"{base}-py3-none-{tag}.whl"
    with zipfile.ZipFile(Path(wheel_directory, wheel), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data, mode in files:
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100000 | mode) << 16
            archive.writestr(entry, data)
    return wheel


def build_sdist(sdist_directory, config_settings=None):
    package = manifest()
    base = f"{package['module']}-{package['version']}"
    files = {"PKG-INFO": metadata(package)}
    for path in (HERE / "pyproject.toml", HERE / "backend.py", HERE / "README.md"):
        files[path.name] = path.read_bytes()
    for pattern in SOURCES:
        for path in ROOT.glob(pattern):
            if path.is_file():
                files[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    with tarfile.open(Path(sdist_directory, f"{base}.tar.gz"), "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(f"{base}/{name}")
            entry.size = len(data)
            entry.mode = 0o644
            archive.addfile(entry, io.BytesIO(data))
    return f"{base}.tar.gz"


def manifest():
    """What Cargo.toml says of the package. Python reads TOML only since 3.11, and these lines are simple."""
    text = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    section = text.split("[package]\n", 1)[1].split("\n[", 1)[0]
    package = dict(re.findall(r'^([a-z-]+) = "(.*)"$', section, re.MULTILINE))
    package["keywords"] = re.findall(r'"(.+?)"', re.search(r"^keywords = \[(.*)\]$", section, re.MULTILINE)[1])
    package["module"] = package["name"].replace("-", "_")
    return package


def binary():
    given = os.environ.get("ARAZZO_LINT_BINARY")
    name = "arazzo-lint.exe" if given and given.endswith(".exe") or sys.platform == "win32" else "arazzo-lint"
    if not given:
        subprocess.run(["cargo", "build", "--release", "--locked", "--bin", "arazzo-lint"], cwd=ROOT, check=True)
        folder = Path(os.environ.get("CARGO_TARGET_DIR", "target"), os.environ.get("CARGO_BUILD_TARGET", ""))
        given = ROOT / folder / "release" / name
    program = Path(given)
    if program.name != name:
        raise SystemExit(f"error: ARAZZO_LINT_BINARY has to be called `{name}`, since that is what users type")
    return program


def platform_tag(program):
    target = os.environ.get("ARAZZO_LINT_TARGET")
    if not target:
        return re.sub(r"[-.]", "_", sysconfig.get_platform())
    if target not in TAGS:
        raise SystemExit(f"error: no wheel is made for `{target}`: only for {', '.join(TAGS)}")
    if "musl" in target and interpreter(program.read_bytes()):
        raise SystemExit(f"error: `{program}` is not static, so it does not run wherever its wheel would say")
    return TAGS[target]


def interpreter(program):
    """Whether a Linux program needs a dynamic loader: its program headers name one (PT_INTERP)."""
    if program[:5] != b"\x7fELF\x02":
        raise SystemExit("error: this is no 64-bit Linux program")
    (start,) = struct.unpack_from("<Q", program, 32)
    size, count = struct.unpack_from("<HH", program, 54)
    return any(struct.unpack_from("<I", program, start + index * size)[0] == 3 for index in range(count))


def metadata(package):
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {package['name']}",
        f"Version: {package['version']}",
        f"Summary: {package['description']}",
        f"Keywords: {','.join(package['keywords'])}",
        f"License-Expression: {package['license']}",
        *(f"License-File: {licence.name}" for licence in sorted(ROOT.glob("LICENSE-*"))),
        "Requires-Python: >=3.8",
        f"Project-URL: Repository, {package['repository']}",
        f"Project-URL: Changelog, {package['repository']}/blob/main/CHANGELOG.md",
        "Description-Content-Type: text/markdown",
    ]
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    return ("\n".join(lines) + "\n\n" + readme).encode()


def wheel_file(tag):
    tags = "".join(f"Tag: py3-none-{part}\n" for part in tag.split("."))
    return f"Wheel-Version: 1.0\nGenerator: arazzo-lint\nRoot-Is-Purelib: false\n{tags}".encode()


def digest(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
