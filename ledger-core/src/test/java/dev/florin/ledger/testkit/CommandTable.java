package dev.florin.ledger.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A table of commands and what becomes of them, one line each, in scenarios that each start with empty books:
 *
 * <pre>
 *   == the title of a scenario
 *   # a remark
 *   open o1: cash USD/2 debit unlimited -> POSTED
 *   open o2: alice USD/2 lower=-2^64+1 upper=none name=ally -> POSTED position=2
 *   update u1: alice status=FROZEN code=3 -> POSTED
 *   transfer t1: D cash 100, C alice 100 | reference=rent code=7 -> ACCOUNT_FROZEN account=alice
 *   transfer t2: D a 10, C b 10, D c 6, C d 6 | rate=2/3 round=DOWN from=0 to=3 residue=e -> EXCHANGE_...
 *   hold h1: D alice 50, C shop 50 | timeout=10s -> POSTED
 *   capture c1: h1 total=20 closing -> POSTED moved=20,20
 *   capture c2: h1 amounts=20,20 if version alice = 3 if available alice >= -5 -> HOLD_CAPTURED hold=h1 position=9
 *   release r1: h1 -> ...
 *   reverse v1: t1 -> ...
 *   refund f1: t1 total=5 entry=1 -> ...
 *   sweep s1: alice to cash most=100 -> POSTED moved=70
 *   payeach p1: alice pays bob 5, carol 7 | reference=wages -> POSTED each=POSTED,UNKNOWN_ACCOUNT
 *   group g1: [open o3: dora USD/2; transfer t3: D cash 5, C dora 5] if pendingOut cash <= 0 -> POSTED each=...
 *   close x1: alice sweepTo=cash -> POSTED each=POSTED,POSTED
 *   schedule s1: transfer D cash 5, C alice 5 when available cash >= 5 @ +10s every=5s times=3 if ... -> POSTED
 *   schedule s2: sweep alice to cash @ +1d every=P1M zone=UTC until=+90d missed=RUN_ONE -> POSTED
 *   cancel y1: s1 -> POSTED
 *   check transfer t9: D cash 1, C alice 1 -> POSTED
 *   time +10s
 *   balance alice: debits=0 credits=0 posted=0 version=0 status=OPEN
 *   hold h1: status=CAPTURED left=0,0 captured=20,20 captures=c1 refunds= closing=c1
 *   schedule s1: status=ACTIVE due=+15s runs=1 closing=
 *   runs s1: +10s=POSTED +15s=BELOW_LOWER_LIMIT
 * </pre>
 *
 * Of a rejection every figure is told, in order; those of a group's member follow its reason. Of what is posted, and in the
 * statements without an arrow, only some figures may be told. After a line of time, what is due is done with the next
 * command; dates are counted from when the table begins.
 *
 * <p>Accounts are known by the first word behind the colon, which is hashed to their id; they have no name unless one is
 * given. Ids of commands are hashed words too; {@code p1/0} is the id that p1 derives for its first payee, {@code x1/sweep}
 * and {@code x1/update} are those of a closing, {@code s1/run@+10s} is that of a run. Numbers may be written as powers, and as powers more or less something.
 *
 * @param scenarios in the order of the file
 */
record CommandTable(List<Scenario> scenarios) {
    /**
     * Commands for one set of books.
     *
     * @param title what it shows
     * @param lines commands and statements
     */
    record Scenario(String title, List<Line> lines) {
        @Override
        public String toString() {
            return title;
        }
    }

    /** A line with its place. */
    record Line(String file, int number, String text) {
        @Override
        public String toString() {
            return file + ":" + number + ": " + text;
        }
    }

    static CommandTable read(String file) {
        List<Scenario> scenarios = new ArrayList<>();
        List<String> texts = text(file).lines().map(String::strip).toList();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (text.startsWith("== ")) {
                scenarios.add(new Scenario(text.substring("== ".length()), new ArrayList<>()));
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                scenarios.get(scenarios.size() - 1).lines.add(new Line(file, i + 1, text));
            }
        }
        return new CommandTable(scenarios);
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(CommandTable.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
