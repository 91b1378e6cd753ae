package dev.florin.ledger.internal.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Group;
import dev.florin.ledger.RejectionReason;
import dev.florin.ledger.Release;
import dev.florin.ledger.Reversal;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.testkit.Altered;
import dev.florin.ledger.testkit.Commands;
import dev.florin.ledger.testkit.Step;
import dev.florin.ledger.testkit.Universe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What is taken back leaves no trace: books that tried something go on byte for byte like twins that never did. And what is
 * replayed is the same as what was decided.
 */
class TwinBooksTest {
    private static final CommandId NOTHING = CommandId.of("a command that nobody sends");

    @Provide
    Arbitrary<List<Step>> steps() {
        return Commands.steps();
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void booksThatCheckedBatchesAreThoseThatDidNot(@ForAll("steps") List<Step> steps, @ForAll long seed) {
        Random random = new Random(seed);
        List<Command> commands = commands(steps);
        Desk checking = new Desk();
        Desk twin = new Desk();
        long now = Universe.START_NANOS;
        for (Step step : steps) {
            if (step instanceof Step.TimePasses time) {
                now += time.nanos();
                checking.settle(now);
                twin.settle(now);
            } else if (step instanceof Step.Submit submit) {
                checking.settle(now);
                twin.settle(now);
                List<Object> before = checking.state();
                checking.check(now, some(commands, random));
                byte[] checked = Desk.frame(checking.check(now, List.of(submit.command())));
                assertThat(checking.state()).isEqualTo(before);

                byte[] decided = Desk.frame(checking.decide(now, List.of(submit.command())));
                assertThat(effects(checked)).isEqualTo(effects(decided));
                assertThat(decided).isEqualTo(Desk.frame(twin.decide(now, List.of(submit.command()))));
                assertThat(checking.state()).isEqualTo(twin.state());
            }
        }
    }

    /** Of a group that failed, twins have another one under the same id, that fails at once. */
    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void ofAGroupThatFailsOnlyItsIdIsLeft(@ForAll("steps") List<Step> steps) {
        Desk trying = new Desk();
        Desk twin = new Desk();
        long now = Universe.START_NANOS;
        for (Step step : steps) {
            if (step instanceof Step.TimePasses time) {
                now += time.nanos();
                trying.settle(now);
                twin.settle(now);
            } else if (step instanceof Step.Submit submit) {
                trying.settle(now);
                twin.settle(now);
                Command command = submit.command();
                List<Object> before = trying.content();
                long digest = trying.books.contentDigestHigh();
                DecidedBatch decided = trying.decide(now, List.of(command));
                boolean failed = isFailedGroup(decided);
                byte[] effects = effects(Desk.frame(decided));
                if (failed) {
                    assertThat(trying.content()).isEqualTo(before);
                    assertThat(decided.effectCount()).isEqualTo(1);
                    assertThat(trying.books.contentDigestHigh() - digest).isEqualTo(term(decided));
                    Command member = Release.of(CommandId.of("a member that nobody sends"), NOTHING);
                    twin.decide(now, List.of(Group.of(command.id(), member)));
                } else {
                    assertThat(effects).isEqualTo(effects(Desk.frame(twin.decide(now, List.of(command)))));
                }
                assertThat(trying.content()).isEqualTo(twin.content());
            }
        }
        assertThat(trying.books.lastPosition()).isEqualTo(twin.books.lastPosition());
    }

    private static boolean isFailedGroup(DecidedBatch decided) {
        return Outcomes.kind(decided.outcome(0)) == Outcomes.REJECTED
                && Outcomes.code(decided.effect(Outcomes.position(decided.outcome(0))))
                        == RejectionReason.GROUP_MEMBER_REJECTED.number();
    }

    /** What a rejection alone adds to the digest of the content. */
    private static long term(DecidedBatch decided) {
        EffectCursor effect = decided.effect(decided.firstPosition());
        StateDigest digest = new StateDigest();
        digest.addCommand(effect.idHigh(), effect.idLow(), effect.contentHash(), Outcomes.code(effect), 0, 0);
        return digest.contentHigh();
    }

    /** The figures of a frame tell all that its commands changed, however they came about. */
    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void booksThatReplayFramesAreThoseOfTheirWriter(@ForAll("steps") List<Step> steps, @ForAll long seed) {
        Random random = new Random(seed);
        List<Command> commands = commands(steps);
        Desk writer = new Desk();
        Desk reader = new Desk();
        long now = Universe.START_NANOS;
        for (Step step : steps) {
            now += step instanceof Step.TimePasses time ? time.nanos() : 0;
            DecidedBatch decided = writer.decide(now, some(commands, random));
            if (decided.effectCount() > 0) {
                reader.replay(decided);
            }
            assertThat(reader.state()).isEqualTo(writer.state());
        }
    }

    /** However the state came about. */
    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void theDigestIsTheSumOverThePresentState(@ForAll("steps") List<Step> steps) {
        Desk desk = new Desk();
        long now = Universe.START_NANOS;
        for (Step step : steps) {
            now += step instanceof Step.TimePasses time ? time.nanos() : 0;
            if (step instanceof Step.Submit submit && !reverses(submit.command())) {
                desk.decide(now, List.of(submit.command()));
                desk.settle(now);
            }
        }
        StateDigest expected = desk.digest();
        assertThat(desk.books.contentDigestHigh()).isEqualTo(expected.contentHigh());
        assertThat(desk.books.contentDigestLow()).isEqualTo(expected.contentLow());
        long lastPosition = desk.books.lastPosition();
        long lastNanos = desk.books.lastTimeNanos();
        assertThat(desk.books.stateDigestHigh()).isEqualTo(expected.stateHigh(lastPosition, lastNanos));
        assertThat(desk.books.stateDigestLow()).isEqualTo(expected.stateLow(lastPosition, lastNanos));
    }

    private static boolean reverses(Command command) {
        if (command instanceof Group group) {
            return group.members().stream().anyMatch(TwinBooksTest::reverses);
        }
        return command instanceof Reversal;
    }

    private static List<Command> commands(List<Step> steps) {
        return steps.stream()
                .filter(Step.Submit.class::isInstance)
                .map(step -> ((Step.Submit) step).command())
                .toList();
    }

    private static List<Command> some(List<Command> commands, Random random) {
        List<Command> some = new ArrayList<>();
        for (int left = 1 + random.nextInt(6); left > 0; left--) {
            Command command = commands.get(random.nextInt(commands.size()));
            some.add(random.nextInt(4) == 0 ? Altered.part(command, random.nextInt(1_000)) : command);
        }
        return some;
    }

    /** Without the header, which has the digests and the number of the batch. */
    private static byte[] effects(byte[] frame) {
        return Arrays.copyOfRange(frame, EffectBatch.HEADER_BYTES, frame.length);
    }
}
