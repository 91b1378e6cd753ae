package dev.florin.ledger.storage.index;

import dev.florin.ledger.storage.disk.Disk;
import dev.florin.ledger.storage.disk.OpenFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Decides what to do with the files of an index when it is opened, by the rows I1 to I8 of {@code docs/file-format.md}:
 * takes it as it is if it is whole and of this journal, else begins an empty one.
 */
final class Opening {
    /**
     * What to go on with.
     *
     * @param nextFile a number that no file has
     */
    record Found(long seed, Runs runs, long nextFile) {}

    /** An index that is whole and of this journal. */
    record Taken(long seed, Runs runs, Manifest manifest) {}

    /** Why an index is made again. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String reason) {
            super(reason);
        }
    }

    private final Disk disk;
    private final OpenFiles files;
    private final UUID books;
    private final JournalEnd journal;
    private final List<String> notes;

    Opening(Disk disk, OpenFiles files, UUID books, JournalEnd journal, List<String> notes) {
        this.disk = disk;
        this.files = files;
        this.books = books;
        this.journal = journal;
        this.notes = notes;
    }

    Found run() throws IOException {
        Found found;
        try {
            Taken taken = look();
            found = new Found(taken.seed(), taken.runs(), deleteLeftovers(taken.manifest()));
        } catch (Unusable e) {
            notes.add(e.getMessage() + " The index is made again from the journal.");
            found = begin();
        } catch (DamagedIndexException e) {
            notes.add("[I5] The index is damaged: " + e.getMessage() + ". It is made again from the journal.");
            found = begin();
        }
        for (String name : disk.list()) {
            if (!FileNames.isOurs(name)) {
                notes.add("[I8] " + disk.describe(name) + " is not a file of this index and was ignored.");
            }
        }
        return found;
    }

    /** Takes the index as it is, and changes nothing. */
    Taken look() throws IOException, Unusable {
        List<Run> runs = new ArrayList<>();
        Manifest manifest = manifest();
        try {
            PositionsFile.check(disk, books, manifest.tip().position());
            for (RunFacts facts : manifest.runs()) {
                runs.add(RunFile.open(files, facts, books, manifest.seed()));
            }
        } catch (DamagedIndexException | NoSuchFileException e) {
            throw new Unusable("[I5] A file of the index is missing or damaged: " + e.getMessage() + ".");
        }
        if (manifest.tip().position() > 0 && !journal.has(manifest.tip())) {
            throw new Unusable("[I6] The index in " + disk.describe("") + " ends with position "
                    + manifest.tip().position() + ", and the journal has no such batch there.");
        }
        return new Taken(manifest.seed(), Runs.of(manifest.tip(), runs), manifest);
    }

    private Manifest manifest() throws IOException, Unusable {
        String file = disk.describe(FileNames.MANIFEST);
        if (!disk.list().contains(FileNames.MANIFEST)) {
            throw new Unusable("[I1] " + file + " is not there.");
        }
        byte[] bytes = ManifestFile.read(disk);
        if (!Manifest.isWhole(bytes)) {
            throw new Unusable("[I2] " + file + " is damaged.");
        }
        if (Manifest.version(bytes) != Manifest.VERSION) {
            throw new Unusable("[I3] " + file + " has version " + Manifest.version(bytes)
                    + "; this version of the ledger knows version " + Manifest.VERSION + ".");
        }
        Manifest manifest = Manifest.decode(bytes);
        if (!manifest.books().equals(books)) {
            throw new Unusable(
                    "[I4] " + file + " is of books " + manifest.books() + ", and these are books " + books + ".");
        }
        return manifest;
    }

    /** I7: what was being made when the process ended. */
    private long deleteLeftovers(Manifest manifest) throws IOException {
        Set<String> used = new HashSet<>();
        manifest.runs().forEach(run -> used.add(FileNames.of(run.number())));
        long next = nextFile();
        for (String name : disk.list()) {
            if ((FileNames.isRun(name) && !used.contains(name)) || name.equals(FileNames.NEW_MANIFEST)) {
                disk.delete(name);
            }
        }
        return next;
    }

    /** A number that no file has had since this process opened the first one: some may be open still. */
    private long nextFile() throws IOException {
        return 1
                + disk.list().stream()
                        .filter(FileNames::isRun)
                        .mapToLong(FileNames::number)
                        .max()
                        .orElse(0);
    }

    /** An empty index in the place of whatever there is; the manifest goes first, since it must not outlive what it names. */
    private Found begin() throws IOException {
        long next = nextFile();
        disk.deleteAll(disk.list().stream()
                .filter(FileNames::isOurs)
                .sorted(Comparator.comparing(name -> !name.equals(FileNames.MANIFEST)))
                .toList());
        long seed = new SecureRandom().nextLong();
        PositionsFile.create(disk, books);
        new ManifestFile(disk).replace(Runs.NONE.manifest(books, seed));
        return new Found(seed, Runs.NONE, next);
    }
}
