package dev.florin.ledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
    @TempDir
    Path folder;

    @Test
    void movesMoneyAndExplainsARejection() {
        assertThat(run())
                .contains(
                        "Dinner paid: true",
                        "Sent again, it was not paid again: true",
                        "Bob has 5.00, needs 300.00, could pay 5.00",
                        "bank:cash 50.00",
                        "users:alice 41.00",
                        "users:bob 5.00",
                        "users:carol 4.00",
                        "  CREDIT 50.00  -> 50.00",
                        "  DEBIT 9.00 dinner -> 41.00",
                        "The books balance: true");
    }

    @Test
    void runAgainInTheSameFolderChangesNothing() {
        assertThat(run()).isEqualTo(run());
    }

    @Test
    void theTransferOfTheReadmeIsPostedOnce() {
        assertThat(FirstTransfer.post(folder).posted().toLong()).isEqualTo(50_00);
        assertThat(FirstTransfer.post(folder).posted().toLong()).isEqualTo(50_00);
    }

    private List<String> run() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Quickstart.run(folder, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
