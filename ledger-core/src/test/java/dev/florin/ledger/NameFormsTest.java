package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.money.Rate;
import java.math.RoundingMode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where an account is asked for, its name does as well as its id. */
class NameFormsTest {
    private static final String NAME = "users:alice";
    private static final AccountId ID = AccountId.of(NAME);
    private static final CommandId COMMAND = CommandId.of("a command");
    private static final Amount FIVE = Amount.of(5);

    static Stream<Arguments> forms() {
        Exchange exchange = Exchange.of(Rate.of(1, 3), RoundingMode.DOWN, 0, 1);
        return Stream.of(
                arguments(
                        Transfer.of(COMMAND)
                                .debit(NAME, FIVE)
                                .credit(NAME, FIVE)
                                .build(),
                        Transfer.of(COMMAND).debit(ID, 5).credit(ID, 5).build()),
                arguments(
                        PayEach.of(COMMAND, NAME).pay(NAME, FIVE).pay(NAME, 6).build(),
                        PayEach.of(COMMAND, ID).pay(ID, 5).pay(ID, Amount.of(6)).build()),
                arguments(
                        AccountUpdate.of(COMMAND, NAME).code(7),
                        AccountUpdate.of(COMMAND, ID).code(7)),
                arguments(Condition.versionIs(NAME, 5), Condition.versionIs(ID, 5)),
                arguments(Condition.postedAtLeast(NAME, 5), Condition.postedAtLeast(ID, 5)),
                arguments(Condition.postedAtMost(NAME, 5), Condition.postedAtMost(ID, 5)),
                arguments(Condition.availableAtLeast(NAME, 5), Condition.availableAtLeast(ID, 5)),
                arguments(Condition.availableAtMost(NAME, 5), Condition.availableAtMost(ID, 5)),
                arguments(
                        Transfer.of(COMMAND)
                                .debit(ID, 5)
                                .credit(ID, 5)
                                .details(Details.of("dinner").withCode(3).withMetadata("k", "v"))
                                .metadata("l", "w")
                                .build(),
                        Transfer.of(COMMAND)
                                .debit(ID, 5)
                                .credit(ID, 5)
                                .reference("dinner")
                                .code(3)
                                .metadata("k", "v")
                                .metadata("l", "w")
                                .build()),
                arguments(Part.total(FIVE), Part.total(0, FIVE)),
                arguments(HoldQuery.of(NAME), HoldQuery.of(ID)),
                arguments(exchange.residue(NAME), exchange.residue(ID)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theNameSaysTheSameAsTheId(Object byName, Object byId) {
        assertThat(byName).isEqualTo(byId);
    }

    @Test
    void aLedgerReadsByName() {
        try (Ledger ledger = Ledger.open(InMemoryStorage.create())) {
            ledger.open(Account.named(NAME, Asset.of("USD", 2)));
            assertThat(ledger.handle(NAME).id()).isEqualTo(ID);
            StatementQuery first = StatementQuery.oldestFirst();
            assertThat(ledger.statement(NAME, first)).isEqualTo(ledger.statement(ID, first));
            assertThatThrownBy(() -> ledger.handle("users:bob")).isInstanceOf(UnknownAccountException.class);
        }
    }
}
