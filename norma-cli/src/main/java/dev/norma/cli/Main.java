package dev.norma.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.PicocliException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The norma command: lists its commands when called with none. */
@Command(
        name = "norma",
        description = "Keras for the JVM: trains and explains neural networks.",
        subcommands = {FitCommand.class, Version.class, Help.class},
        versionProvider = Version.Line.class,
        footer = {"", "norma COMMAND --help explains a command and shows an example."})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs the command that the arguments name and exits with its code: 0 done, 2 wrong input, 1 anything else. */
    public static void main(String... args) {
        Terminal.restoreStandardError();
        StandardOutput.failAloud();
        LogLines.arePlain();
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // 0.9889, wherever it runs
        System.exit(run(command().setOut(writer(System.out)).setErr(writer(System.err)), args));
    }

    /** In the stream's own encoding, where picocli would take UTF-8. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /** The exit code of a command; also what is no exception ends in a message. */
    static int run(CommandLine command, String... args) {
        try {
            return command.execute(args);
        } catch (Error failure) { // picocli lets errors through
            return new Failures().tell(failure, command.getErr());
        }
    }

    /** The command with all that it knows. */
    static CommandLine command() {
        CommandLine norma = new CommandLine(new Main())
                .setExecutionStrategy(Main::execute)
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new Misuse())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        "dumb".equals(System.getenv("TERM")) ? CommandLine.Help.Ansi.OFF : CommandLine.Help.Ansi.AUTO))
                .setExpandAtFiles(false); // what begins with @ is a name, not a file with more arguments
        norma.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Prints the version; norma version tells more.")
                        .build());
        explain(norma);
        norma.getSubcommands().values().forEach(Main::explain);
        return norma;
    }

    /** Runs the command, or prints its help, where picocli itself would answer a failure with a stack trace. */
    private static int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (PicocliException failure) {
            throw failure;
        } catch (RuntimeException failure) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), "the command failed", failure);
        }
    }

    /** Each command explains itself when it is asked to. */
    private static void explain(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this help.")
                        .order(Integer.MAX_VALUE)
                        .build());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
