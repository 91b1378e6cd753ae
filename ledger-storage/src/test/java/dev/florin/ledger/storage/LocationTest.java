package dev.florin.ledger.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Ledger;
import dev.florin.ledger.storage.file.FileStorage;
import dev.florin.ledger.storage.h2.H2Storage;
import dev.florin.ledger.storage.mapdb.MapDbStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which storage a line of configuration means. */
class LocationTest {
    @ParameterizedTest
    @CsvSource({
        "books,                  FILES, books",
        "/var/lib/books,         FILES, /var/lib/books",
        "../a/b:c,               FILES, ../a/b:c",
        "C:\\books,              FILES, C:\\books",
        "d:books,                FILES, d:books",
        "file:books,             FILES, books",
        "file:C:/books,          FILES, C:/books",
        "file:books:2026,        FILES, books:2026",
        "file:///var/lib/books,  FILES, /var/lib/books",
        "h2:books,               H2,    books",
        "h2:C:\\books,           H2,    C:\\books",
        "mapdb:/var/lib/books,   MAPDB, /var/lib/books",
    })
    void aFolderAndWhatKeepsBooksInIt(String text, Location.Kind kind, Path folder) {
        Location location = Location.of(text);
        assertThat(location.kind()).isEqualTo(kind);
        assertThat(location.folder()).contains(folder);
        assertThat(location.journalFolder().isPresent()).isEqualTo(kind != Location.Kind.H2);
        assertThat(location).hasToString(text);
        assertThat(location.storage()).isInstanceOf(type(kind));
        assertThat(Storages.at(text)).isInstanceOf(type(kind));
        Location other = location.in(Path.of("other"));
        assertThat(other.kind()).isEqualTo(kind);
        assertThat(Location.of(other.toString()).folder()).contains(Path.of("other"));
    }

    private static Class<?> type(Location.Kind kind) {
        return switch (kind) {
            case FILES -> FileStorage.class;
            case MAPDB -> MapDbStorage.class;
            case H2, H2_URL -> H2Storage.class;
        };
    }

    @Test
    void aUrlIsLeftToH2AndItsPasswordToNobody() {
        Location location = Location.of("jdbc:h2:file:/var/lib/books;USER=sa;PASSWORD=sec&ret;MODE=REGULAR");
        assertThat(location.kind()).isEqualTo(Location.Kind.H2_URL);
        assertThat(location.folder()).isEmpty();
        assertThat(location.journalFolder()).isEmpty();
        assertThat(location.storage()).isInstanceOf(H2Storage.class);
        assertThat(location).hasToString("jdbc:h2:file:/var/lib/books;USER=sa;PASSWORD=***;MODE=REGULAR");
        assertThatThrownBy(() -> location.in(Path.of("other"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Location.of("jdbc:postgresql://host/books?password=secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "file:",
                "h2:",
                "h2: ",
                "mapdb:",
                "jdbc:h2:",
                "mem:",
                "postgres:books",
                "H2:books",
                "h2:mem:books",
                "h2:tcp://host/books",
                "mapdb:file:books",
                "jdbc:postgresql://host/books"
            })
    void whatIsNoPlaceIsToldWhatThereIs(String text) {
        assertThatThrownBy(() -> Storages.at(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContainingAll("file:DIR", "mapdb:DIR", "h2:DIR", "jdbc:h2:");
    }

    @Test
    void aDatabaseThatMustBeThereIsNotMade() {
        assertThat(Location.of("jdbc:h2:./books;USER=sa").existing())
                .hasToString("jdbc:h2:./books;USER=sa;IFEXISTS=TRUE");
        assertThat(Location.of("jdbc:h2:./books;ifexists=true").existing())
                .hasToString("jdbc:h2:./books;ifexists=true");
        assertThat(Location.of("h2:books").existing()).hasToString("h2:books");
        assertThat(Location.of("jdbc:h2:./books;IFEXISTS=FALSE").existing())
                .hasToString("jdbc:h2:./books;IFEXISTS=FALSE;IFEXISTS=TRUE");
    }

    @Test
    void aFolderWithAColonIsToldHowToBeNamed() {
        assertThatThrownBy(() -> Storages.at("books:2026"))
                .hasMessageContaining("a folder with a colon in its name is file:DIR");
    }

    @Test
    void booksAreTheSameByEitherNameOfTheirFolder(@TempDir Path root) {
        Path folder = root.resolve("books");
        Journals.fill(Storages.at(folder.toString()), 1, 10);
        try (Ledger ledger = Ledger.open(Storages.at("file:" + folder))) {
            assertThat(ledger.fingerprints().position()).isPositive();
        }
    }
}
