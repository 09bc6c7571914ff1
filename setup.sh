#!/bin/sh
# Sets up what is missing, then runs a command in the environment:
#
#     sh setup.sh python render.py --scene SteepestAscent
#     sh setup.sh pytest
#
# The first run installs system libraries (apt-get or Homebrew), makes .venv beside this file and installs what
# requirements.lock pins. Later runs see in a moment that all of it is there, change nothing and need no network.
# The command runs in this folder. PYTHON=/path/to/python3 chooses an interpreter; to start over, remove .venv.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
venv=$here/.venv
lock=$here/requirements.lock
stamp=$venv/set-up          # written last: an environment without it was interrupted, and is made again
log=$venv/setup.log
turn=$here/.venv-turn       # held by the one set-up that may be under way
python=

say() { printf '%s\n' "$@" >&2; }  # a line an argument

fail() {
    if [ -s "$log" ]; then
        say '' "The last lines of $log:"
        tail -n 15 "$log" | sed 's/^/    /' >&2
    fi
    say ''
    say "$@"
    exit 1
}

# What the environment must have been made of: the place (a venv cannot be moved), the Python, the lock.
fingerprint() {
    "$venv/bin/python" -I -c '
import hashlib, sys
with open(sys.argv[1], "rb") as lock:
    print(sys.prefix, sys.implementation.cache_tag, hashlib.sha256(lock.read()).hexdigest())' "$lock" 2>/dev/null
}

is_set_up() { [ -f "$stamp" ] && [ "$(fingerprint)" = "$(cat "$stamp")" ]; }

take_turn() {
    waiting=
    until mkdir "$turn" 2>/dev/null; do
        [ -w "$here" ] || fail "Cannot write in $here." 'Clone the project into a folder of your own.'
        holder=$(cat "$turn/pid" 2>/dev/null || true)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            rm -rf "$turn"  # its set-up was killed
        elif [ -z "$waiting" ]; then
            waiting=yes
            say "Another set-up is under way here; waiting for it. (If there is none, remove $turn.)"
        fi
        sleep 1
    done
    trap 'rm -rf "$turn"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' HUP TERM
    echo $$ >"$turn/pid"
}

# ---- what the system has

is_supported() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_supported "$PYTHON" || fail "PYTHON=$PYTHON is not a Python from 3.11 to 3.14 that runs."
        python=$PYTHON
        return
    fi
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if is_supported "$name"; then  # run, not only found: a version manager's shim may lead nowhere
            python=$name
            return
        fi
    done
}

has_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

has_headers() {
    "$python" -c '
import pathlib, sys, sysconfig
sys.exit(not pathlib.Path(sysconfig.get_path("include"), "Python.h").is_file())' 2>/dev/null
}

has_compiler() { echo 'int main(void) { return 0; }' | cc -x c -o /dev/null - 2>/dev/null && command -v c++ >/dev/null; }

has_library() { pkg-config --exists "$1" 2>/dev/null; }

# Debian's names of what is missing.
missing_debs() {
    if [ -z "$python" ]; then
        for version in 3.13 3.12 3.11 3.14 3; do  # python3 where nothing is known: lists not fetched yet
            if apt-cache show "python$version" >/dev/null 2>&1; then break; fi
        done
        echo "python$version python$version-venv python$version-dev"
    else
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        has_venv || echo "python$version-venv"
        has_headers || echo "python$version-dev"
    fi
    has_compiler || echo build-essential
    command -v pkg-config >/dev/null || echo pkg-config
    has_library cairo || echo libcairo2-dev
    has_library pangocairo || echo libpango1.0-dev
}

missing_formulae() {
    [ -n "$python" ] || echo python@3.13
    command -v pkg-config >/dev/null || echo pkg-config
    has_library cairo || echo cairo
    has_library pangocairo || echo pango
}

# ---- steps

install_debs() {
    # shellcheck disable=SC2046  # one word a package
    set -- $(missing_debs)
    [ $# -gt 0 ] || return 0
    root=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null || { [ ! -t 0 ] && ! sudo -n true 2>/dev/null; }; then
            fail 'The system lacks some packages, and only an administrator can install them. Run as one:' '' \
                "    apt-get update && apt-get install -y $*" '' 'and then this command again.'
        fi
        root=sudo
    fi
    say "  - system packages, about a minute: $*"
    $root apt-get update </dev/null >>"$log" 2>&1 || say '    (their list could not be brought up to date; going on with the old one)'
    find_python
    # shellcheck disable=SC2046  # asked again: only an up-to-date list knows which Python there is
    set -- $(missing_debs)
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "$@" </dev/null >>"$log" 2>&1 ||
        fail 'apt-get could not install these system packages:' '' "    apt-get install -y $*" '' \
            'When that works by hand, run this command again.'
    find_python
}

# The page of --watch is tested in a browser. Without it those tests fail, and say what is missing; all others pass.
install_browser() {
    [ -x /usr/bin/chromium ] && return 0
    command -v apt-get >/dev/null || return 0
    root=
    [ "$(id -u)" -eq 0 ] || root='sudo -n'
    say 'Installing chromium, which tests open a page in: once, about a minute'
    $root apt-get update </dev/null >>"$log" 2>&1 || :
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 chromium </dev/null >>"$log" 2>&1 ||
        say 'It could not be installed. By hand: apt-get install chromium'
}

install_formulae() {
    cc --version >/dev/null 2>&1 || fail 'A compiler is missing. Once this is done, run the same command again:' '' \
        '    xcode-select --install'
    # shellcheck disable=SC2046  # one word a package
    set -- $(missing_formulae)
    [ $# -gt 0 ] || return 0
    command -v brew >/dev/null ||
        fail "These are missing: $*." 'Install Homebrew, or bring them another way, then run this command again.'
    say "  - system packages, a few minutes: $*"
    brew install "$@" </dev/null >>"$log" 2>&1 ||
        fail "Homebrew could not install these packages:" '' "    brew install $*" '' \
            'When that works by hand, run this command again.'
    find_python
}

install_system_packages() {
    find_python
    if [ "$(uname -s)" = Darwin ]; then
        install_formulae
    elif command -v apt-get >/dev/null; then
        install_debs
    fi
    [ -n "$python" ] || fail 'No Python from 3.11 to 3.14 was found. Install one, then run this command again;' \
        'if it is there under an unusual name: PYTHON=/path/to/python3 sh setup.sh ...'
    lacking=
    has_venv || lacking="$lacking the venv module of $python;"
    has_headers || lacking="$lacking the headers of $python (Python.h);"
    has_compiler || lacking="$lacking a C and C++ compiler;"
    has_library cairo || lacking="$lacking cairo with its headers, seen by pkg-config;"
    has_library pangocairo || lacking="$lacking pango with its headers, seen by pkg-config;"
    [ -z "$lacking" ] || fail "Still missing:${lacking%;}." "Install what is named with your system's package manager," \
        'then run this command again.'
}

make_environment() {
    say "  - a virtual environment in .venv, with $("$python" --version 2>&1)"
    "$python" -m venv "$venv" >>"$log" 2>&1 ||
        fail "$python could not make a virtual environment." 'When this works by hand, run the same command again:' '' \
            "    $python -m venv some-folder"
}

install_python_packages() {
    say "  - $(grep -c '==' "$lock") Python packages, pinned in requirements.lock, one to three minutes"
    "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
        --require-hashes --requirement "$lock" </dev/null >>"$log" 2>&1 ||
        fail 'The Python packages could not be installed.' \
            'If the network failed, run this command again (once set up, none is needed);' \
            'if a package failed to build, the reason is in the log named above.'
}

# `manim scenes/...` starts in a folder of its own: it finds gradanim as it finds its packages.
find_project_from_anywhere() {
    "$venv/bin/python" -I -c '
import pathlib, sys, sysconfig
pathlib.Path(sysconfig.get_path("purelib"), "gradanim.pth").write_text(sys.argv[1] + "\n")' "$here" >>"$log" 2>&1 ||
        fail 'The environment could not be told where gradanim is.'
}

# The pixel loops: compiled here, once, or else when the first film needs them. No set-up fails for it.
compile_painter() {
    [ -f "$here/gradanim/paint/warm.py" ] || return 0
    say '  - the painter, compiled for this machine, about half a minute'
    (cd "$here" && "$venv/bin/python" -m gradanim.paint.warm) </dev/null >>"$log" 2>&1 || :
}

set_up() {
    take_turn
    is_set_up && return  # by the one that had the turn before
    if [ -e "$venv" ] && [ ! -e "$log" ]; then
        fail "$venv is there, but was not made by setup.sh, which would overwrite it." \
            'Move it away, or go on by yourself: pip install -r requirements.lock'
    fi
    say 'Setting up gradanim: once, about three minutes, long output in .venv/setup.log'
    rm -rf "$venv"
    mkdir "$venv"
    : >"$log"
    install_system_packages
    make_environment
    install_python_packages
    find_project_from_anywhere
    compile_painter
    fingerprint >"$stamp"
}

if ! is_set_up; then
    set_up
    rm -rf "$turn"
    trap - EXIT
    say 'Set up.'
fi
[ "${1:-}" != pytest ] || install_browser

if [ $# -eq 0 ]; then
    say 'Everything is in place. Next:' '' '    sh setup.sh python render.py --scene SteepestAscent' '    sh setup.sh pytest'
    exit 0
fi

cd "$here"
VIRTUAL_ENV=$venv
PATH=$venv/bin:$PATH
export VIRTUAL_ENV PATH
unset PYTHONHOME
exec "$@"
