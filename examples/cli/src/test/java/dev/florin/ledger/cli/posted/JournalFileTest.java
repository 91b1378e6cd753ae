package dev.florin.ledger.cli.posted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Side;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.load.Posting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Journals that people write, as far as they are understood, and what is said of the rest. */
class JournalFileTest {
    @TempDir
    private Path folder;

    @Test
    void aJournalOfHledgerWrittenByHandIsUnderstood() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.journal"), """
                # a comment
                commodity 1000.00 EUR

                account assets:bank  ; type: A
                2026-01-31 * (check 7) groceries | market  ; for the week
                    ; code: 12
                    expenses:food and drink  12.5 EUR  ; milk
                    assets:bank  -12.50 EUR = -12.50 EUR
                2026/2/1 cash
                \tassets:cash\tX20
                \tassets:savings\tX-20.00
                """);
        JournalFile journal = JournalFile.hledger(file);
        assertThat(journal.check())
                .extracting(incoming -> incoming.account().name())
                .contains("assets:bank");
        List<Posting> postings = postings(journal);
        assertThat(postings).hasSize(2);
        assertThat(postings.get(0).transfer().details().reference()).isEqualTo("groceries | market");
        assertThat(postings.get(0).transfer().details().code()).isEqualTo(12);
        assertThat(postings.get(0).transfer().details().effectiveTime()).hasToString("2026-01-31T00:00:00Z");
        assertThat(postings.get(0).accounts())
                .extracting(account -> account.name() + " " + account.asset() + " " + account.normalSide())
                .containsExactly("expenses:food and drink EUR/2 DEBIT", "assets:bank EUR/2 DEBIT");
    }

    @Test
    void aJournalOfBeancountWrittenByHandIsUnderstood() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.beancount"), """
                option "title" "mine"
                * a heading
                2026-01-01 open Assets:Bank EUR
                2026-01-01 open Income:Salary
                2026-01-31 * "Work" "salary; \\"January\\"" #job ^one ; a comment
                  note: "x"
                  Assets:Bank    1000.00 EUR ; yes
                  Income:Salary -1000 EUR
                2026-02-01 balance Assets:Bank 1000.00 EUR
                """);
        JournalFile journal = JournalFile.beancount(file);
        assertThat(journal.check()).hasSize(2);
        Posting posting = postings(journal).get(0);
        assertThat(posting.transfer().details().reference()).isEqualTo("Work | salary; \"January\"");
        assertThat(posting.transfer().entries().get(1).side()).isEqualTo(Side.CREDIT);
        assertThat(posting.transfer().entries().get(1).amount()).hasToString("100000");
    }

    @Test
    void idsFollowFromTheNameOfTheFileAndTheLine() throws IOException {
        String text = "2026-01-31\n  a  1 X\n  b  -1 X\n\n2026-01-31\n  a  1 X\n  b  -1 X\n";
        JournalFile journal = JournalFile.hledger(Files.writeString(folder.resolve("a.journal"), text));
        journal.check();
        JournalFile again = JournalFile.hledger(folder.resolve("a.journal"));
        again.check();
        assertThat(postings(journal)).isEqualTo(postings(again));
        assertThat(postings(journal))
                .extracting(posting -> posting.transfer().id())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2026-01-01 x\\n  a  1 EUR\\n  b  -2 EUR | line 1: the transaction does not balance: its amounts add up to -1 EUR
            2026-01-01 x\\n  a  1 EUR\\n  b | line 3: 'b' is not understood: a posting is an account
            2026-01-01 x\\n  a  1 EUR @ 2 USD\\n  b  -1 EUR | line 2: '1 EUR @ 2 USD' is not understood as an amount
            2026-01-01 x\\n  a  1,000.00 EUR\\n  b  -1 EUR | line 2: '1,000.00 EUR' is not understood as an amount
            2026-01-01 x\\n  (a)  1 EUR | line 2: '(a)  1 EUR' is not understood
            2026-13-01 x\\n  a  1 EUR | line 1: 2026-13-01 is no date
            apply account x | line 1: 'apply account x' is not understood
            include other.journal | line 1: 'include other.journal' is not understood
            account a\\naccount a | line 2: the account a is declared twice
            account a | line 1: the account a is declared and not used
            2026-01-01 x\\n  a  1 EUR\\n  b  -1 EUR\\n2026-01-01 y\\n  a  1 USD\\n  b  -1 USD | line 5: a moves USD here and EUR before
            2026-01-01 x\\n  a  1 EUR = 2 EUR\\n  b  -1 EUR | line 2: a is said to hold 2 EUR
            """)
    void whatIsNotUnderstoodInAJournalOfHledgerIsToldWithItsLine(String text, String why) throws IOException {
        assertRefused(JournalFile.hledger(write(text)), why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2026-01-01 * "x"\\n  A:B  1 EUR\\n  A:C  -2 EUR | line 1: the transaction does not balance
            2026-01-01 * "x"\\n  A:B  1 EUR\\n  A:C | line 3: 'A:C' is not understood
            2026-01-01 * "x"\\n  A:B  1 EUR {2 USD}\\n  A:C  -1 EUR | line 2: 'A:B  1 EUR {2 USD}' is not understood
            2026-01-01 * "x\\n  A:B  1 EUR | line 1: a string has no end on its line
            2026-02-30 open A:B EUR | line 1: 2026-02-30 is no date
            2026-01-01 pad A:B A:C | line 1: the directive pad is not understood
            include "x.beancount" | line 1: 'include "x.beancount"' is not understood
            2026-01-01 open A:B EUR\\n  oops | line 2: 'oops' is not understood as metadata
            2026-01-01 * "x"\\n  A:B:C  1 EUR\\n  X:Y  -1 EUR\\n2026-01-02 balance A:B 2 EUR | line 4: A:B is said to hold 2 EUR, and what stands above adds up to 1
            """)
    void whatIsNotUnderstoodInAJournalOfBeancountIsToldWithItsLine(String text, String why) throws IOException {
        assertRefused(JournalFile.beancount(write(text)), why);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("file"), text.replace("\\n", "\n"));
    }

    private static void assertRefused(JournalFile file, String why) {
        assertThatThrownBy(file::check).isInstanceOf(BadInputException.class).hasMessageContaining(why);
    }

    private static List<Posting> postings(JournalFile file) throws IOException {
        List<Posting> postings = new ArrayList<>();
        file.postings(postings::add);
        return postings;
    }
}
