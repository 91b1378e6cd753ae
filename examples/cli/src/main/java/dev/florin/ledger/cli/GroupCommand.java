package dev.florin.ledger.cli;

import dev.florin.ledger.Command;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Group;
import dev.florin.ledger.MalformedCommandException;
import dev.florin.ledger.Outcome;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.cli.show.Printable;
import dev.florin.ledger.cli.write.Lines;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Sends several commands that succeed or fail together. */
@CommandLine.Command(
        name = "group",
        description = {
            "Carries out the commands of a file, in order, all or none. Makes the books if there are none.",
            "",
            "Each line is a command as it is typed, without florin, --books, --json and --check; a command sees what those "
                    + "before it do. Empty lines and lines that begin with # are passed over. Ids of commands that have no "
                    + "--id follow from the group's id and their place."
        },
        footer = {
            "",
            "Example:",
            "  florin group welcome.txt --books books --id welcome-alice",
            "",
            "with such lines in welcome.txt:",
            "  open users:alice --asset EUR/2",
            "  post --debit bank:bonus=5 --credit users:alice=5 --reference 'hello, Alice'"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GroupCommand extends WriteCommand {
    @Parameters(paramLabel = "FILE", description = "The file, one command on each line.")
    private Path file;

    private List<String> lines = List.of();

    /** For each member, its line. */
    private final List<String> texts = new ArrayList<>();

    @Override
    void prepare() throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a folder; name a file of commands");
        }
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + ": its text is not UTF-8");
        }
    }

    @Override
    Command command(CommandId id, Known known) throws IOException {
        List<Command> members = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                List<String> words = Lines.words(lines.get(i));
                if (!words.isEmpty() && !words.get(0).startsWith("#")) {
                    CommandId own = CommandId.derived("florin:cli:group", id.toString(), "" + members.size());
                    Command member =
                            TypedCommand.parse(words, books, own, known, "the whole group, not to one of its lines");
                    known.add(member);
                    members.add(member);
                    texts.add(
                            "line " + (i + 1) + ": " + Printable.of(lines.get(i).strip()));
                }
            } catch (BadInputException | MalformedCommandException e) {
                throw new BadInputException(file + ", line " + (i + 1) + ": " + e.getMessage());
            }
        }
        return new Group(id, members, List.of(asking.conditions(known)));
    }

    @Override
    Optional<String> hint(Outcome outcome) {
        return outcome instanceof Outcome.Rejected rejected
                        && rejected.rejection() instanceof Rejection.GroupMemberRejected member
                ? Optional.of(file + ", " + texts.get(member.index()))
                : Optional.empty();
    }

    @Override
    boolean makesBooks() {
        return !asking.isCheck();
    }
}
