#!/bin/sh
# What tests need besides Python: a browser, and the database and the message broker of a server for many workers.
# Installs what is absent where that can be done (Debian, root); elsewhere says what to install, and goes on.
set -eu

missing=""
need() { # program, package
    PATH="$PATH:$(echo /usr/lib/postgresql/*/bin | tr ' ' ':')" command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need chromium chromium
need initdb postgresql
need redis-server redis-server
[ -n "$missing" ] || exit 0

install() {
    [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] || return 1
    export DEBIAN_FRONTEND=noninteractive
    # Packages, not services: tests start servers of their own. A policy that the machine has already is kept.
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
        printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
        chmod +x /usr/sbin/policy-rc.d
    fi
    # shellcheck disable=SC2086  # words
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null
}
install || echo "some tests will be skipped; they want these Debian packages, or their like:$missing" >&2
