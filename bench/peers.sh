#!/usr/bin/env bash
# The same work on Florin and on what else one could use, one peer after the other, each durable. Appends figures to OUT.tsv.
#   bench/peers.sh OUT.tsv [options]                about 3 minutes and 1 to 10 GB a peer; --help lists the options
#   bench/peers.sh bench/results/peers.tsv --tigerbeetle ~/bin/tigerbeetle
# BENCH_DIR  where the peers keep their data, on the disk to be measured, until it is deleted; bench/target/books
# BENCH_JVM  options of the JVM, which the callers share with Florin and H2; -Xms4g -Xmx4g
# NO_BUILD   says that the benchmarks are built
set -euo pipefail
if [ $# -eq 0 ] || [[ $1 == -* && $1 != --help ]]; then
    sed -n '2,7p' "$0"
    exit 2
fi
arguments=(--help)
if [ "$1" != --help ]; then
    # Paths are the caller's; the build is this folder's.
    arguments=(--out "$(realpath -m "$1")" "${@:2}")
fi
root=$(dirname "$(realpath "$0")")/..
[ -n "${NO_BUILD:-}" ] \
    || (cd "$root" && { mvn -q -o -DskipTests -pl bench -am package 2>/dev/null || mvn -q -DskipTests -pl bench -am package; })
books=${BENCH_DIR:-$root/bench/target/books}
# shellcheck disable=SC2086
exec java ${BENCH_JVM:--Xms4g -Xmx4g} -Dflorin.bench.dir="$(realpath -m "$books")" \
    -cp "$root/bench/target/benchmarks.jar" dev.florin.ledger.bench.peers.Peers "${arguments[@]}"
