package dev.florin.ledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.proof.InclusionProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The checkers of {@code docs/proofs.md} do what the library does. */
class CheckProofTest {
    private static final AccountId CASH = AccountId.of("cash");
    private static final AccountId ALICE = AccountId.of("alice");

    private static Ledger ledger;

    /** Of a batch of one, of one with a single level, of one with several, and led on. */
    private static final List<InclusionProof> PROOFS = new ArrayList<>();

    @BeforeAll
    static void fill() {
        ledger = Ledger.open(InMemoryStorage.create());
        Asset eur = Asset.of("EUR", 2);
        ledger.open(Account.named("cash", eur).debitNormal().unlimited());
        ledger.open(Account.named("alice", eur));
        for (int size : new int[] {1, 7, 16, 17, 300}) {
            List<Transfer> batch = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                batch.add(Transfer.of(CommandId.of(size + "/" + i))
                        .debit(CASH, 1)
                        .credit(ALICE, 1)
                        .build());
            }
            ledger.submitAll(batch);
        }
        for (String id : List.of("1/0", "7/0", "7/6", "16/9", "17/16", "300/0", "300/255", "300/299")) {
            InclusionProof proof = ledger.proof(CommandId.of(id)).orElseThrow();
            PROOFS.add(proof);
            PROOFS.add(ledger.leadOn(proof, ledger.fingerprints().chain()).orElseThrow());
        }
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void theCheckerInJavaFindsTheSameHash() throws Exception {
        for (InclusionProof proof : PROOFS) {
            assertThat(CheckProof.chain(proof.toJson())).isEqualTo(proof.chain());
        }
    }

    @Test
    void theCheckerInJavaFindsAnotherHashOrNoneIfAnythingChanged() {
        InclusionProof proof = PROOFS.get(5);
        String json = proof.toJson();
        Matcher parts =
                Pattern.compile("\"(?:record|before|header)\":\"[0-9a-f]").matcher(json);
        while (parts.find()) {
            char[] changed = json.toCharArray();
            changed[parts.end() - 1] = changed[parts.end() - 1] == '0' ? '1' : '0';
            String chain;
            try {
                chain = CheckProof.chain(new String(changed));
            } catch (Exception e) {
                chain = "none";
            }
            assertThat(chain).isNotEqualTo(proof.chain());
        }
        String elsewhere = json.replace("\"position\":", "\"position\":9");
        assertThatThrownBy(() -> CheckProof.chain(elsewhere)).hasMessageContaining("not in the batch");
    }

    @Test
    void theCheckerInPythonFindsTheSameHash() throws Exception {
        String document = Files.readString(Path.of("../../docs/proofs.md"));
        Matcher block = Pattern.compile("^```python\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(document);
        assertThat(block.find()).isTrue();
        for (InclusionProof proof : PROOFS) {
            assertThat(python(block.group(1), proof.toJson())).isEqualTo(proof.chain());
        }
        assertThat(python(block.group(1), PROOFS.get(5).toJson().replace("\"position\":", "\"position\":9")))
                .isEmpty();
    }

    /** What a program prints; nothing if it fails. */
    private static String python(String program, String input) throws IOException, InterruptedException {
        Process python;
        try {
            python = new ProcessBuilder("python3", "-c", program)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            System.err.println("SKIPPED: there is no python3 here, so the checker of docs/proofs.md was not run: " + e);
            return Assumptions.abort("there is no python3 here");
        }
        try (var in = python.outputWriter(StandardCharsets.UTF_8);
                var out = python.inputReader(StandardCharsets.UTF_8)) {
            in.write(input);
            in.close();
            String line = out.readLine();
            return python.waitFor() == 0 && line != null ? line : "";
        }
    }
}
