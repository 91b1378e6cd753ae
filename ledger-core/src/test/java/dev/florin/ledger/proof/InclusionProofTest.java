package dev.florin.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.ChainedReceipt;
import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.UnknownAccountException;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectCursor;
import dev.florin.ledger.spi.EffectKind;
import dev.florin.ledger.testkit.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InclusionProofTest {
    private static final Asset EUR = Asset.of("EUR", 2);
    private static final AccountId CASH = AccountId.of("bank:cash");
    private static final AccountId ALICE = AccountId.of("users:alice");

    private static Ledger books() {
        Ledger ledger = Ledger.open(InMemoryStorage.create());
        ledger.open(Account.named("bank:cash", EUR).debitNormal().unlimited());
        ledger.open(Account.named("users:alice", EUR));
        return ledger;
    }

    private static Transfer deposit(String id, long amount) {
        return Transfer.of(CommandId.of(id))
                .debit(CASH, amount)
                .credit(ALICE, amount)
                .build();
    }

    private static List<Command> deposits(int count) {
        List<Command> deposits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            deposits.add(deposit("d" + i, i + 1));
        }
        return deposits;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 17, 257, 600})
    void everyEffectOfABatchIsProvedByTheHashInItsReceipt(int size) {
        try (Ledger ledger = books()) {
            ledger.submitAll(deposits(size));
            for (int i = 0; i < size; i += Math.max(1, size / 50)) {
                CommandId id = CommandId.of("d" + i);
                ChainedReceipt receipt = ledger.chainedReceipt(id).orElseThrow();
                InclusionProof proof = ledger.proof(id).orElseThrow();
                assertThat(proof.chain()).isEqualTo(receipt.chain());
                assertThat(proof.sequence()).isEqualTo(receipt.sequence());
                EffectCursor effect = proof.effect();
                assertThat(effect.kind()).isEqualTo(EffectKind.TRANSFER_POSTED);
                assertThat(CommandId.of(effect.idHigh(), effect.idLow())).isEqualTo(id);
                assertThat(effect.amountLow(0)).isEqualTo(i + 1);
                assertThat(effect.position()).isEqualTo(receipt.receipt().position());
                assertThat(effect.timeNanos()).isEqualTo(receipt.receipt().recordedNanos());
            }
        }
    }

    @Test
    void aProofIsLedOnToAnyLaterHashAndToNoEarlierOne() {
        try (Ledger ledger = books()) {
            String earlier = ledger.fingerprints().chain();
            ledger.submitAll(deposits(5));
            InclusionProof proof = ledger.proof(CommandId.of("d3")).orElseThrow();
            List<String> hashes = new ArrayList<>(List.of(ledger.fingerprints().chain()));
            for (int i = 5; i < 9; i++) {
                ledger.post(deposit("d" + i, 1));
                hashes.add(ledger.fingerprints().chain());
            }
            for (int i = 0; i < hashes.size(); i++) {
                InclusionProof led = ledger.leadOn(proof, hashes.get(i)).orElseThrow();
                assertThat(led.later()).hasSize(i);
                assertThat(led.holds(hashes.get(i))).isTrue();
                assertThat(ledger.leadOn(led, hashes.get(hashes.size() - 1)))
                        .isEqualTo(ledger.leadOn(proof, hashes.get(hashes.size() - 1)));
            }
            assertThat(ledger.leadOn(proof, earlier)).isEmpty();
            assertThat(proof.holds(hashes.get(1))).isFalse();
        }
    }

    @Test
    void aProofOfOtherBooksIsNotLedOn() {
        try (Ledger ledger = books();
                Ledger other = books()) {
            InclusionProof proof =
                    other.proof(other.post(deposit("d0", 1)).id()).orElseThrow();
            assertThatThrownBy(() -> ledger.leadOn(proof, ledger.fingerprints().chain()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not one of these books");
        }
    }

    @Test
    void aBalanceIsProvedByTheNewestEffectThatChangedIt() {
        try (Ledger ledger = books()) {
            assertThat(ledger.proof(ALICE, Long.MAX_VALUE)).isEmpty();
            List<Outcome> outcomes = ledger.submitAll(deposits(3));
            long second = ((Outcome.Posted) outcomes.get(1)).receipt().position();
            EffectCursor then = ledger.proof(ALICE, second).orElseThrow().effect();
            assertThat(then.creditsAfterLow(1)).isEqualTo(1 + 2);
            EffectCursor now = ledger.proof(ALICE, Long.MAX_VALUE).orElseThrow().effect();
            assertThat(now.creditsAfterLow(1)).isEqualTo(1 + 2 + 3);
            AccountId nobody = AccountId.of("nobody");
            assertThatThrownBy(() -> ledger.proof(nobody, 1)).isInstanceOf(UnknownAccountException.class);
        }
    }

    @Test
    void whatSettledNothingHasNoProof() {
        try (Ledger ledger = books()) {
            assertThat(ledger.proof(CommandId.of("never"))).isEmpty();
            assertThat(ledger.chainedReceipt(CommandId.of("never"))).isEmpty();
        }
    }

    @Provide
    Arbitrary<List<Command>> sequences() {
        return Commands.sequences();
    }

    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE)
    void whateverWasSettledIsProvedAndItsTextSaysTheSame(@ForAll("sequences") List<Command> commands) {
        try (Ledger ledger = Ledger.open(InMemoryStorage.create())) {
            ledger.submitAll(commands);
            String chain = ledger.fingerprints().chain();
            for (Command command : commands) {
                Optional<InclusionProof> proof = ledger.proof(command.id());
                assertThat(proof.isPresent())
                        .isEqualTo(ledger.outcome(command.id()).isPresent());
                if (proof.isPresent()) {
                    InclusionProof led = ledger.leadOn(proof.get(), chain).orElseThrow();
                    assertThat(led.holds(chain)).isTrue();
                    assertThat(InclusionProof.parse(led.toJson())).isEqualTo(led);
                }
            }
        }
    }

    /** Any byte of the text, in any way: it is no proof, or none of this hash. */
    @Property(tries = 3_000)
    void aProofInWhichAnyByteChangedDoesNotHold(@ForAll("places") int place, @ForAll("bits") int bit) {
        String text = LARGE.toJson();
        char[] changed = text.toCharArray();
        int at = place % changed.length;
        changed[at] = (char) (changed[at] ^ 1 << bit);
        boolean holds;
        try {
            holds = InclusionProof.parse(new String(changed)).holds(LARGE_CHAIN);
        } catch (IllegalArgumentException e) {
            holds = false;
        }
        assertThat(holds).as("bit %d of character %d", bit, at).isFalse();
    }

    @Test
    void noByteOfASmallProofCanChange() {
        String text = SMALL.toJson();
        for (int at = 0; at < text.length(); at++) {
            aChangedSmallProofDoesNotHold(text, at);
        }
    }

    private static void aChangedSmallProofDoesNotHold(String text, int at) {
        for (int bit = 0; bit < 8; bit++) {
            char[] changed = text.toCharArray();
            changed[at] = (char) (changed[at] ^ 1 << bit);
            boolean holds;
            try {
                holds = InclusionProof.parse(new String(changed)).holds(SMALL.chain());
            } catch (IllegalArgumentException e) {
                holds = false;
            }
            assertThat(holds).as("bit %d of character %d", bit, at).isFalse();
        }
    }

    private static final InclusionProof LARGE;
    private static final InclusionProof SMALL;
    private static final String LARGE_CHAIN;

    static {
        try (Ledger ledger = books()) {
            ledger.submitAll(deposits(300));
            ledger.post(deposit("last", 1));
            ledger.post(deposit("very last", 1));
            LARGE_CHAIN = ledger.fingerprints().chain();
            LARGE = ledger.leadOn(ledger.proof(CommandId.of("d123")).orElseThrow(), LARGE_CHAIN)
                    .orElseThrow();
            SMALL = ledger.proof(CommandId.of("last")).orElseThrow();
        }
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, LARGE.toJson().length() - 1);
    }

    @Provide
    Arbitrary<Integer> bits() {
        return Arbitraries.integers().between(0, 7);
    }

    @Test
    void whiteSpaceBetweenItsPartsDoesNotMatter() {
        String spread = SMALL.toJson().replace(",", " ,\n\t").replace("{", "\r\n{ ") + "\n";
        assertThat(InclusionProof.parse(spread)).isEqualTo(SMALL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                  | expected { at character 0",
                "{\"florin_proof\":2,\"position\":1} | version 2",
                "{\"florin_proof\":1}                | expected , at character 17",
                "{\"florin_proof\":1,\"position\":01 | expected a number",
                "{\"florin_proof\":1,\"position\":1,\"record\":\"00 | expected a text",
            })
    void whatIsNoProofIsRefused(String text, String message) {
        assertThatThrownBy(() -> InclusionProof.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
