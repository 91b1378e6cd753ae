package dev.florin.ledger.bench.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The peers there are, in the order in which they are measured. */
enum PeerKind {
    FLORIN("florin", "Florin in this process, file storage, defaults") {
        @Override
        Peer open(PeerOptions options, Path folder) {
            return new FlorinPeer(folder);
        }
    },
    POSTGRESQL("postgresql", "PostgreSQL, the classic transaction from the client") {
        @Override
        Optional<String> missing(PeerOptions options) {
            return missingPostgres(options);
        }

        @Override
        Peer open(PeerOptions options, Path folder) throws Exception {
            return new PostgresPeer(options.postgresql(), folder, false);
        }
    },
    POSTGRESQL_FUNCTION("postgresql-function", "PostgreSQL, the same as a stored function") {
        @Override
        Optional<String> missing(PeerOptions options) {
            return missingPostgres(options);
        }

        @Override
        Peer open(PeerOptions options, Path folder) throws Exception {
            return new PostgresPeer(options.postgresql(), folder, true);
        }
    },
    H2("h2", "H2 in this process, the classic transaction") {
        @Override
        Peer open(PeerOptions options, Path folder) throws Exception {
            return new H2Peer(folder);
        }
    },
    TIGERBEETLE("tigerbeetle", "TigerBeetle, one replica") {
        @Override
        Optional<String> missing(PeerOptions options) {
            Optional<Path> program = options.tigerbeetle();
            if (program.isEmpty()) {
                return Optional.of("no program was named with --tigerbeetle");
            }
            return Files.isExecutable(program.get())
                    ? Optional.empty()
                    : Optional.of(program.get() + " is no program that can be run");
        }

        @Override
        Peer open(PeerOptions options, Path folder) {
            return new TigerBeetlePeer(options.tigerbeetle().orElseThrow(), folder);
        }
    };

    private final String option;
    private final String what;

    PeerKind(String option, String what) {
        this.option = option;
        this.what = what;
    }

    /** Its name on the command line. */
    String option() {
        return option;
    }

    String what() {
        return what;
    }

    /** What is not there that it needs, for a message. */
    Optional<String> missing(PeerOptions options) {
        return Optional.empty();
    }

    /** Makes it, to be prepared, in an empty folder. */
    abstract Peer open(PeerOptions options, Path folder) throws Exception;

    static PeerKind of(String option) {
        return Arrays.stream(values())
                .filter(kind -> kind.option.equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no peer \"" + option + "\": there are " + String.join(", ", options())));
    }

    private static List<String> options() {
        return Arrays.stream(values()).map(PeerKind::option).toList();
    }

    private static Optional<String> missingPostgres(PeerOptions options) {
        return PostgresServer.isIn(options.postgresql())
                ? Optional.empty()
                : Optional.of("postgres and initdb are not in " + options.postgresql()
                        + ": install Debian's postgresql-15, or name their folder with --postgresql");
    }
}
