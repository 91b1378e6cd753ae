package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.SignedAmount;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/rejections.md} has every reason, with its number, its figures and its message, in the order of checks. */
class RejectionsDocumentTest {
    private static final Pattern HEADING = Pattern.compile("^## (\\d+ [A-Z_]+)$", Pattern.MULTILINE);
    private static final AccountId ACCOUNT = AccountId.of(0, 1);
    private static final CommandId COMMAND = CommandId.of(0, 2);

    private static String document = "";

    @BeforeAll
    static void read() throws IOException {
        document = Files.readString(Path.of("../docs/rejections.md"));
    }

    @Test
    void hasEveryReasonInOrder() {
        assertThat(HEADING.matcher(document).results().map(heading -> heading.group(1)))
                .containsExactlyElementsOf(Arrays.stream(RejectionReason.values())
                        .map(RejectionsDocumentTest::heading)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void showsTheMessageAndNamesTheFigures(Rejection example) {
        String part = part(example.reason());
        assertThat(part).contains("\"" + example.message() + "\"");
        for (RecordComponent figure : example.getClass().getRecordComponents()) {
            assertThat(part).contains("`" + figure.getName() + "`");
        }
    }

    @Test
    void theExamplesAreAllThereAre() {
        assertThat(examples().map(Rejection::reason)).containsExactly(RejectionReason.values());
    }

    @Test
    void aReasonOfALaterVersionIsToldByItsNumber() {
        assertThat(new OriginRejection.OriginRejected(COMMAND, 65_535).message())
                .isEqualTo(COMMAND + " was rejected itself: reason 65535");
    }

    @Test
    void anOverdrawnAccountIsNotAdvisedToNameAReceiver() {
        assertThat(new Rejection.AccountNotEmpty(ACCOUNT, SignedAmount.of(-500)).message())
                .isEqualTo("account " + ACCOUNT + " cannot be closed with a balance of -500; bring it to zero first");
    }

    static Stream<Rejection> examples() {
        Asset usd = Asset.of("USD", 2);
        SignedAmount balance = SignedAmount.of(500);
        return Stream.of(
                new Rejection.IdConflict("entries[1].amount", 7),
                new Rejection.IdSettled(COMMAND, 7),
                new Rejection.ConditionAccountUnknown(ACCOUNT),
                new Rejection.ConditionNotMet(
                        ACCOUNT, Condition.Kind.AVAILABLE_AT_LEAST, SignedAmount.of(600), balance),
                new Rejection.GroupMemberRejected(1, COMMAND, new Rejection.UnknownAccount(ACCOUNT)),
                new OriginRejection.OriginUnknown(COMMAND),
                new OriginRejection.OriginOfOtherKind(COMMAND, CommandKind.TRANSFER),
                new OriginRejection.OriginRejected(COMMAND, 25),
                new OriginRejection.HoldCaptured(COMMAND, 7),
                new OriginRejection.HoldReleased(COMMAND, 7),
                new OriginRejection.HoldExpired(COMMAND, 7),
                new OriginRejection.HoldReversed(COMMAND, 7),
                new OriginRejection.ScheduleEnded(COMMAND, 7),
                new OriginRejection.ScheduleCancelled(COMMAND, 7),
                new OriginRejection.AlreadyReversed(COMMAND, 7),
                new OriginRejection.NothingLeft(COMMAND),
                new OriginRejection.PartEntriesDiffer(COMMAND, 3, 2),
                new OriginRejection.MoreThanLeft(COMMAND, 0, Amount.of(500), Amount.of(900)),
                new Rejection.AccountExists(ACCOUNT),
                new Rejection.AssetScaleDiffers(Asset.of("USD", 4), usd),
                new Rejection.UnknownAccount(ACCOUNT),
                new Rejection.NameTaken("users:alice", ACCOUNT),
                new Rejection.AccountNotEmpty(ACCOUNT, balance),
                new Rejection.AccountHasHolds(ACCOUNT, Amount.of(500), Amount.ZERO),
                new Rejection.AccountHasSchedules(ACCOUNT, 2, COMMAND),
                new Rejection.LimitAlreadyBroken(ACCOUNT, Rejection.Bound.LOWER, SignedAmount.of(600), balance),
                new Rejection.AccountClosed(ACCOUNT),
                new Rejection.AccountFrozen(ACCOUNT),
                new Rejection.AccountFrozenForDebits(ACCOUNT),
                new Rejection.AssetsDiffer(usd, Asset.of("EUR", 2)),
                new Rejection.NothingAvailable(ACCOUNT, SignedAmount.of(-500)),
                new Rejection.Unbalanced(usd, Amount.of(900), Amount.of(800)),
                new Rejection.NoEffect(),
                new Rejection.ExchangeResultDiffers(2, Amount.of(900), Amount.of(901)),
                new Rejection.ExchangeResidueDiffers(ACCOUNT, Amount.of(1), SignedAmount.of(0)),
                new Rejection.DueTimeTooLate(9223372036854775000L, 900),
                new Rejection.FirstDateTooEarly(0, 10_800_000_000_000L, 10_800, 10_000),
                new Rejection.SumOverflow(ACCOUNT, Side.CREDIT, Amount.MAX, Amount.of(1)),
                new Rejection.BelowLowerLimit(ACCOUNT, SignedAmount.of(0), balance, Amount.of(900), Amount.of(500)),
                new Rejection.AboveUpperLimit(ACCOUNT, SignedAmount.of(1000), balance, Amount.of(900), Amount.of(500)),
                new Rejection.EffectsTooLarge(8388616, 8388608));
    }

    /** The part of a reason, up to the next heading. */
    private static String part(RejectionReason reason) {
        String behind = document.substring(document.indexOf("## " + heading(reason) + "\n"));
        int next = behind.indexOf("\n## ");
        return next < 0 ? behind : behind.substring(0, next);
    }

    private static String heading(RejectionReason reason) {
        return reason.number() + " " + reason.name();
    }
}
