package dev.florin.ledger.storage.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Golden books as files: a folder in an archive, and beside it a text that says what is in them. */
final class GoldenFiles {
    /** Where they are kept, seen from the module. */
    static final Path FOLDER = Path.of("src/test/resources/golden");

    private GoldenFiles() {}

    /** The names of all golden books. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".zip"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList();
        }
    }

    static List<String> words(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve(name + ".txt"), StandardCharsets.US_ASCII);
    }

    /** Keeps books that nobody has open, under a name that is not there yet: golden books are never replaced. */
    static void add(String name, Path books, List<String> words) throws IOException {
        try (OutputStream file = Files.newOutputStream(
                        FOLDER.resolve(name + ".zip"), java.nio.file.StandardOpenOption.CREATE_NEW);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(books)) {
            for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                ZipEntry entry = new ZipEntry(books.relativize(path).toString());
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(path, zip);
            }
        }
        Files.write(FOLDER.resolve(name + ".txt"), words, StandardCharsets.US_ASCII);
    }

    /** Makes a folder with the books of an archive. */
    static void unpack(String name, Path books) throws IOException {
        try (InputStream file = Files.newInputStream(FOLDER.resolve(name + ".zip"));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = books.resolve(entry.getName());
                Files.createDirectories(path.getParent());
                Files.copy(zip, path);
            }
        }
    }
}
