package dev.norma.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains the command, or one of its commands. */
@Command(
        name = "help",
        description = "Explains a command.",
        footer = {"", "Example:", "  norma help fit"})
final class Help implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "The command to explain; all of them unless given.")
    private @Nullable String name;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine norma = spec.commandLine().getParent();
        CommandLine explained = name == null ? norma : norma.getSubcommands().get(name);
        if (explained == null) {
            throw Misuse.unknownCommand(norma, String.valueOf(name));
        }
        explained.usage(spec.commandLine().getOut());
        return 0;
    }
}
