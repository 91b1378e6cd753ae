package dev.florin.ledger.cli;

import dev.florin.ledger.money.Asset;
import dev.florin.ledger.storage.Location;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The florin command. */
@Command(
        name = "florin",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        synopsisHeading = "",
        synopsisSubcommandLabel = "COMMAND",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:done, and something was rejected or does not agree: the output says what",
            "2:wrong usage, or input that cannot be used; nothing was done",
            "3:the books are not there, cannot be opened, or their storage failed"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Florin implements Runnable {
    private static final String DESCRIPTION =
            "Keeps books: accounts, and money that moves between them, in a folder or a database.";

    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show where an error comes from.")
    private boolean verbose;

    /** Made by {@link #commandLine}. */
    Florin() {}

    /**
     * Runs the command and ends the process.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(
                commandLine(utf8(FileDescriptor.out), utf8(FileDescriptor.err)).execute(args));
    }

    /**
     * The command with its subcommands.
     *
     * @param out takes results
     * @param err takes messages
     * @return ready to execute
     */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        Florin florin = new Florin();
        CommandLine line = new CommandLine(florin);
        line.getCommandSpec().usageMessage().description(DESCRIPTION).commandListHeading("");
        writing(line.addSubcommand(new DemoCommand())
                        .addSubcommand(new BenchCommand())
                        .addSubcommand(new ImportCommand())
                        .addSubcommand(new ExportCommand()))
                .addSubcommand(new GroupCommand())
                .addSubcommand(new AccountsCommand())
                .addSubcommand(new BalanceCommand())
                .addSubcommand(new StatementCommand())
                .addSubcommand(new TransferCommand())
                .addSubcommand(new TransfersCommand())
                .addSubcommand(new HoldsCommand())
                .addSubcommand(new ShowHoldCommand())
                .addSubcommand(ScheduleCommand.line())
                .addSubcommand(new CancelScheduleCommand())
                .addSubcommand(new SchedulesCommand())
                .addSubcommand(new ShowScheduleCommand())
                .addSubcommand(new RollUpCommand())
                .addSubcommand(new TrialBalanceCommand())
                .addSubcommand(new ChangesCommand())
                .addSubcommand(new BackupCommand())
                .addSubcommand(new RestoreCommand())
                .addSubcommand(new MigrateCommand())
                .addSubcommand(new RepairCommand())
                .addSubcommand(new VerifyCommand())
                .addSubcommand(new InspectCommand())
                .addSubcommand(new ProveCommand())
                .addSubcommand(new CheckProofCommand());
        configure(line);
        CommandGroups.arrange(line);
        line.setOut(out).setErr(err);
        line.setParameterExceptionHandler((e, args) -> Failures.usage(e));
        line.setExecutionExceptionHandler((e, command, result) -> Failures.report(e, command, florin.verbose));
        return line;
    }

    /** Adds the commands of which a group can consist. */
    static CommandLine writing(CommandLine line) {
        line.addSubcommand(new OpenCommand())
                .addSubcommand(new UpdateCommand())
                .addSubcommand(new FreezeCommand())
                .addSubcommand(new ReopenCommand())
                .addSubcommand(new CloseCommand())
                .addSubcommand(new PostCommand())
                .addSubcommand(new PayEachCommand())
                .addSubcommand(new SweepCommand())
                .addSubcommand(new ReverseCommand())
                .addSubcommand(new RefundCommand())
                .addSubcommand(new HoldCommand())
                .addSubcommand(new CaptureCommand())
                .addSubcommand(new ReleaseCommand());
        return configure(line);
    }

    /** How words are read, wherever they stand. */
    private static CommandLine configure(CommandLine line) {
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Location.class, Florin::location);
        return line.registerConverter(Asset.class, Florin::asset);
    }

    /** Without a subcommand, says what there is. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do: " + String.join(", ", spec.subcommands().keySet()));
    }

    private static Asset asset(String text) {
        try {
            return Asset.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static Location location(String text) {
        try {
            return Location.of(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    /** UTF-8 whatever the locale says: names may hold any Unicode. */
    private static PrintWriter utf8(FileDescriptor file) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(file), StandardCharsets.UTF_8), true);
    }
}
