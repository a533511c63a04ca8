#!/usr/bin/env bash
# Runs the program for the action, once: annotations or text into the log, the SARIF report, the summary of the job, the
# outputs, and at last the exit code. Runs with bash 3.2 (macOS) and Git's bash (Windows) as well.
#
# Reads PROGRAM, BASE (the commit before the changes, may be empty) and INPUT_*.
set -euo pipefail

: "${BASE:=}"

fail() {
    printf '::error title=arazzo-lint::%s\n' "$*"
    exit 2
}

notice() {
    printf '::notice title=arazzo-lint::%s\n' "$*"
}

is_true() {
    case $2 in
    true) return 0 ;;
    false) return 1 ;;
    *) fail "$1 has to be \`true\` or \`false\`" ;;
    esac
}

# Reads the lines of a text into the array `lines`, without blank ones and blanks around them.
split() {
    local line
    lines=()
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%$'\r'}
        line=${line#"${line%%[![:space:]]*}"}
        line=${line%"${line##*[![:space:]]}"}
        [ -z "$line" ] || lines+=("$line")
    done <<<"$1"
}

# Whether one of the paths that were asked for holds this file.
is_asked_for() {
    local path
    for path in "${paths[@]}"; do
        path=${path#./}
        path=${path%/}
        case $path in
        . | '') case $1 in ../*) ;; *) return 0 ;; esac ;;
        *) case $1 in "$path" | "$path"/*) return 0 ;; esac ;;
        esac
    done
    return 1
}

# Finds the commit that the changes are counted from, or fails. A checkout has one commit unless it is asked for more.
find_base() {
    local head shallow=()
    git rev-parse --quiet --verify 'HEAD^{commit}' >/dev/null || return 1
    head=$(git rev-parse HEAD)
    # What GitHub checks out for a pull request is its merge, so the first parent is the branch it goes into.
    if [ "${GITHUB_EVENT_NAME:-}" = pull_request ] && [ "$head" = "${GITHUB_SHA:-}" ] &&
        git rev-parse --quiet --verify 'HEAD^2' >/dev/null; then
        git rev-parse 'HEAD^1'
        return 0
    fi
    [[ $BASE =~ ^[0-9a-f]{40,64}$ && $BASE != *0000000000000000000000000000000000000000 ]] || return 1
    if ! git cat-file -e "$BASE^{commit}" 2>/dev/null; then
        [ "$(git rev-parse --is-shallow-repository)" = false ] || shallow=(--depth=1)
        GIT_TERMINAL_PROMPT=0 git fetch --quiet --no-tags ${shallow[@]+"${shallow[@]}"} origin "$BASE" 2>/dev/null || return 1
    fi
    # A workflow of `pull_request_target` has checked out the base itself: then there is no change to see.
    [ "$BASE" != "$head" ] || return 1
    git merge-base "$BASE" HEAD 2>/dev/null || printf '%s\n' "$BASE"
}

# Puts the changed files into `paths`, or fails where everything has to be checked.
find_changes() {
    local base name prefix up length=0 limit=100000 changed=()
    if ! base=$(find_base 2>/dev/null); then
        notice "changed-only: the commit before the changes is not known here, so everything is checked. For pull" \
            "requests, give actions/checkout \`fetch-depth: 2\`; for pushes, \`fetch-depth: 0\`"
        return 1
    fi
    if ! git diff --name-only -z --no-renames "$base" HEAD -- \
        ':(top,icase)*.yaml' ':(top,icase)*.yml' ':(top,icase)*.json' >"$reports/changes"; then
        notice 'changed-only: git cannot tell the changes, so everything is checked'
        return 1
    fi
    # Windows takes no longer command.
    [ "${RUNNER_OS:-}" != Windows ] || limit=20000
    prefix=$(git rev-parse --show-prefix)
    up=$(git rev-parse --show-cdup)
    while IFS= read -r -d '' name; do
        case ${name##*/} in
        arazzo-lint.yaml | .arazzo-lint.yaml)
            notice 'changed-only: the settings are changed, so everything is checked'
            return 1
            ;;
        esac
        case $name in
        "$prefix"*) name=${name#"$prefix"} ;;
        *) name=$up$name ;;
        esac
        # An API description counts wherever it lies, a workflow only where it was asked for.
        if is_asked_for "$name" || ! grep -Eqs "^[[:space:]{]*[\"']?arazzo[\"']?[[:space:]]*:" -- "$name"; then
            changed+=("$name")
            length=$((length + ${#name} + 3))
        fi
    done <"$reports/changes"
    if [ "$length" -gt "$limit" ]; then
        notice 'changed-only: so many files are changed that everything is checked'
        return 1
    fi
    paths=(${changed[@]+"${changed[@]}"})
    if [ "${#paths[@]}" = 0 ]; then
        notice 'changed-only: no YAML or JSON file is changed'
        # A name that nothing uses still gives reports, empty ones.
        paths=(nothing-is-changed)
    fi
}

case $INPUT_FORMAT in
github | text | concise) ;;
*) fail 'format has to be `github`, `text` or `concise`; a report of another format goes to a file, with `args: --output=FORMAT=FILE`' ;;
esac
case $INPUT_FAIL_ON in
error | warning | note | never) ;;
*) fail 'fail-on has to be `error`, `warning`, `note` or `never`' ;;
esac
reports=$(mktemp -d "${RUNNER_TEMP:?}/arazzo-lint.XXXXXX")
sarif=$reports/arazzo-lint.sarif
arguments=(check --color=never "--format=$INPUT_FORMAT" "--fail-on=$INPUT_FAIL_ON")
arguments+=("--output=json=$reports/report.json" "--output=sarif=$sarif")
if is_true summary "$INPUT_SUMMARY"; then
    arguments+=("--output=markdown=$reports/summary.md")
fi
if is_true offline "$INPUT_OFFLINE"; then
    arguments+=(--offline)
fi
[ -z "$INPUT_CONFIG" ] || arguments+=("--config=$INPUT_CONFIG")
split "$INPUT_ARGS"
arguments+=(${lines[@]+"${lines[@]}"})

split "$INPUT_PATHS"
paths=(${lines[@]+"${lines[@]}"})
[ "${#paths[@]}" != 0 ] || paths=(.)
cd "$INPUT_WORKING_DIRECTORY" || fail 'working-directory is no folder of the repository'
if is_true changed-only "$INPUT_CHANGED_ONLY" && find_changes; then
    arguments+=(--with-dependents)
fi

code=0
"$PROGRAM" "${arguments[@]}" -- "${paths[@]}" || code=$?

# A report of its own line for each key, so these lines are keys and never a part of a text.
count() {
    sed -n "s/^ *\"$1\": \([0-9][0-9]*\),*\$/\1/p" "$reports/report.json" | tail -n 1
}
if [ -f "$reports/report.json" ]; then
    if [ -n "$INPUT_SARIF_FILE" ]; then
        mkdir -p "$(dirname "$GITHUB_WORKSPACE/$INPUT_SARIF_FILE")"
        cp "$sarif" "$GITHUB_WORKSPACE/$INPUT_SARIF_FILE"
        sarif=$INPUT_SARIF_FILE
    fi
    {
        printf 'errors=%s\n' "$(count errors)"
        printf 'warnings=%s\n' "$(count warnings)"
        # A line of its own is all that a name could smuggle in.
        printf 'sarif=%s\n' "${sarif//[$'\r\n']/}"
    } >>"$GITHUB_OUTPUT"
fi
if [ -f "$reports/summary.md" ]; then
    cat "$reports/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi
[ "$code" -le 1 ] || printf '::error title=arazzo-lint::%s\n' 'the run could not be done: the log says why'
exit "$code"
