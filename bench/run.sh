#!/usr/bin/env bash
# Builds the benchmarks, runs them, and writes bench/results/<date>-<commit>/report.md with plots and the raw figures beside it.
#   bench/run.sh [quick] [OPTIONS]   the benchmarks of JMH alone, with wide intervals: a few minutes
#   bench/run.sh short [OPTIONS]     reads, load, callers, latency and peers, each for seconds: about half an hour
#   bench/run.sh full [OPTIONS]      longer, and the load harness, the peers, and the length of the journal: some hours
#       --without STEP,...           leaves out jmh, load, peers, growth, or one of jmh-accounts, load-batches, load-callers, load-latency
#       --only STEP,...              runs nothing else
#       --soak TIME                  posts at a fixed rate as well, such as for 1h
#       --tigerbeetle FILE           this program is a peer, too
#   bench/run.sh report FOLDER       makes the report again from the raw figures, and measures nothing
#   bench/run.sh index MILLIONS random|ordered [PER_SECOND]   the index of the file storage alone; CSV on standard output
# BENCH_DIR  where books are made and deleted, on the disk to be measured (20 GB are needed, 2 GB for quick); bench/target/books
# BENCH_JVM  more options of the measured JVM, such as -XX:+UseTransparentHugePages
# BENCH_OUT  another folder for the results
set -euo pipefail
if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
    exit
fi
cd "$(dirname "$0")/.."

mode=${1:-quick}
[ $# -eq 0 ] || shift
mvn -q -o -DskipTests -pl bench -am package 2>/dev/null || mvn -q -DskipTests -pl bench -am package

if [ "$mode" = index ]; then
    folder=${BENCH_DIR:-bench/target/books}/index-$$
    trap 'rm -rf "$folder"' EXIT
    java ${BENCH_JVM:--Xmx512m} -cp bench/target/benchmarks.jar dev.florin.ledger.bench.IndexFilling \
        "$folder" "$1" "$2" "${3:-0}"
    exit
fi

suite() {
    exec java -Xmx512m -Dflorin.bench.dir="${BENCH_DIR:-bench/target/books}" -Dflorin.bench.jvm="$jvm" \
        -cp bench/target/benchmarks.jar dev.florin.ledger.bench.Suite "$@"
}

jvm=${BENCH_JVM:--XX:+UseG1GC}
if [ "$mode" = report ]; then
    suite report "$1"
fi

commit=$(git rev-parse --short HEAD)
git diff --quiet HEAD -- || commit=$commit-changed
out=${BENCH_OUT:-bench/results/$(date +%F)-$commit}
if [ -e "$out/run.properties" ]; then
    echo "$out has a run already; move it away, or name another folder with BENCH_OUT" >&2
    exit 2
fi
suite "$mode" "$out" "$commit" "BENCH_JVM='$jvm' bench/run.sh $mode${*:+ $*}" "$@"
