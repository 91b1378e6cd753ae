#!/usr/bin/env bash
# Installs hledger and Beancount from Debian's packages, so that AccountingToolsTest runs instead of being skipped.
# Asks for root. The test calls this itself only with -Dflorin.installAccountingTools=true.
set -euo pipefail

command -v apt-get >/dev/null || {
    echo "apt-get is needed; on other systems install hledger and beancount (2.x) by hand" >&2
    exit 1
}
sudo=()
[[ $(id -u) == 0 ]] || sudo=(sudo)
"${sudo[@]}" apt-get update -q
"${sudo[@]}" apt-get install -q -y --no-install-recommends hledger beancount
hledger --version
bean-check --help >/dev/null && echo "bean-check is there"
