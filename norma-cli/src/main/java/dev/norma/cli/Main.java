package dev.norma.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The norma command: lists its commands when called with none. */
@Command(
        name = "norma",
        description = "Keras for the JVM: trains and explains neural networks.",
        subcommands = {FitCommand.class, Version.class, HelpCommand.class},
        mixinStandardHelpOptions = false,
        footer = {"", "norma COMMAND --help explains a command and shows an example."})
public final class Main implements Runnable {
    private Main() {}

    /** Runs the command that the arguments name and exits with its code: 0 done, 2 wrong input, 1 anything else. */
    public static void main(String... args) {
        StandardError.restore();
        System.exit(command().execute(args));
    }

    /** The command with all that it knows. */
    static CommandLine command() {
        Failures failures = new Failures();
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }
}
