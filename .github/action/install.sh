#!/usr/bin/env bash
# Finds the program for the action: downloads the released one for this runner and verifies it, or builds it where none is
# published. Its path is the step's output `program`. Runs with bash 3.2 (macOS) and Git's bash (Windows) as well.
#
# Reads INPUT_VERSION and INPUT_CHECKSUM. ARAZZO_LINT_RELEASES is the folder of releases on another server: a mirror, or
# that of a test.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

fail() {
    printf '::error title=arazzo-lint::%s\n' "$*"
    exit 2
}

# The value of a line `key = "value"` of the package in Cargo.toml.
field() {
    sed -n "/^$1 = \"/{s/^$1 = \"\(.*\)\"\$/\1/p;q;}" "$root/Cargo.toml"
}

finish() {
    "$1" --version
    printf 'program=%s\n' "$1" >>"$GITHUB_OUTPUT"
    exit 0
}

# Puts a URL into a file and prints the HTTP status.
fetch() {
    curl --silent --show-error --location --proto "$protocols" --proto-redir "$protocols" --retry 3 \
        --connect-timeout 20 --max-time 300 --output "$2" --write-out '%{http_code}' "$1"
}

sha256() {
    if command -v sha256sum >/dev/null; then
        sha256sum <"$1"
    else
        shasum -a 256 <"$1"
    fi | cut -d ' ' -f 1
}

# Builds with cargo: what stands beside this script, or a version from crates.io.
build() {
    command -v cargo >/dev/null ||
        fail "there is no cargo to build arazzo-lint with: set up Rust first, or use a version that is released"
    if [ "$version" = "$own" ]; then
        cargo install --locked --root "$folder" --path "$root"
    else
        cargo install --locked --root "$folder" --version "$version" arazzo-lint
    fi
    finish "$folder/bin/arazzo-lint$suffix"
}

own=$(field version)
repository=$(field repository)
version=${INPUT_VERSION#v}
case $version in
'') version=$own ;;
system)
    program=$(command -v arazzo-lint) || fail "version is \`system\`, and there is no arazzo-lint on the path"
    finish "$program"
    ;;
esac

[ "${RUNNER_OS:-}" = Windows ] && suffix=.exe || suffix=
folder=$(mktemp -d "${RUNNER_TEMP:?}/arazzo-lint.XXXXXX")
if [ "$version" = source ]; then
    version=$own
    build
fi
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$ ]] ||
    fail 'version has to be a version such as 0.1.0, or `system`, or `source`'

case ${RUNNER_OS:-}-${RUNNER_ARCH:-} in
Linux-X64) target=x86_64-unknown-linux-musl archive=tar.gz ;;
Linux-ARM64) target=aarch64-unknown-linux-musl archive=tar.gz ;;
macOS-X64) target=x86_64-apple-darwin archive=tar.gz ;;
macOS-ARM64) target=aarch64-apple-darwin archive=tar.gz ;;
# Windows on ARM runs programs for x64.
Windows-X64 | Windows-ARM64) target=x86_64-pc-windows-msvc archive=zip ;;
*)
    echo "::notice title=arazzo-lint::no program is published for ${RUNNER_OS:-}-${RUNNER_ARCH:-}: building it with cargo"
    build
    ;;
esac

if [ -n "${ARAZZO_LINT_RELEASES:-}" ]; then
    base=$ARAZZO_LINT_RELEASES protocols='=http,https'
else
    base=$repository/releases/download protocols='=https'
fi
name=arazzo-lint-v$version-$target
file=$name.$archive
url=$base/v$version/$file

# Names relative to the folder, since tar takes the colon of `D:\` for that of a host.
cd "$folder"
status=$(fetch "$url" "$file") || fail "$url cannot be downloaded"
case $status in
200) ;;
404)
    echo "::notice title=arazzo-lint::$url is not published: building version $version with cargo"
    build
    ;;
*) fail "$url cannot be downloaded: the server answers $status" ;;
esac

# What is published and does not match is refused, never built instead.
expected=$(printf '%s' "${INPUT_CHECKSUM:-}" | tr 'A-F' 'a-f')
if [ -z "$expected" ]; then
    status=$(fetch "$base/v$version/SHA256SUMS" SHA256SUMS) || status=0
    [ "$status" = 200 ] || fail "the checksums of version $version cannot be downloaded, so $file cannot be verified"
    expected=$(sed -n "s/^\([0-9a-f]\{64\}\) [ *]$file\$/\1/p" SHA256SUMS)
fi
[[ $expected =~ ^[0-9a-f]{64}$ ]] || fail "there is no SHA-256 checksum for $file"
actual=$(sha256 "$file")
[ "$actual" = "$expected" ] || fail "$file is not what was published: its checksum is $actual, and it should be $expected"

if [ "$archive" = zip ]; then
    unzip -q "$file"
else
    tar -xzf "$file"
fi
finish "$folder/$name/arazzo-lint$suffix"
