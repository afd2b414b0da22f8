package dev.norma.cli;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Nearest;
import dev.norma.tensor.Shown;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments: by name and value, with the names there are and the nearest. */
final class Misuse implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("norma: " + text(failure, command));
        command.getErr().println("Try: %s --help".formatted(name));
        command.getErr().flush();
        return 2;
    }

    private static String text(ParameterException failure, CommandLine command) {
        return switch (failure) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, command);
            case MissingParameterException missing
            when !missing.getMissing().isEmpty() -> missing(missing.getMissing().getFirst(), command);
            case OverwrittenOptionException twice -> twice(twice.getOverwritten());
            case ParameterException wrong
            when wrong.getArgSpec() != null && wrong.getValue() != null ->
                illegal(wrong.getArgSpec(), wrong.getValue(), wrong.getCause());
            default -> Failures.escaped(String.valueOf(failure.getMessage()));
        };
    }

    private static String illegal(ArgSpec argument, String value, @Nullable Throwable cause) {
        return new Complaint(
                        name(argument) + " cannot be this",
                        cause instanceof Illegal illegal ? illegal.expected() : "the option alone, without a value",
                        Shown.text(value),
                        argument.isOption() ? "give such a value, or leave the option out" : "give such a value")
                .text();
    }

    private static String twice(ArgSpec argument) {
        return new Complaint(
                        name(argument) + " is given twice",
                        "each option once",
                        "another one of it",
                        "leave one of them out")
                .text();
    }

    private static String unmatched(UnmatchedArgumentException failure, CommandLine command) {
        List<String> unmatched = failure.getUnmatched();
        String first = unmatched.stream()
                .filter(text -> text.startsWith("-"))
                .findFirst()
                .orElse(unmatched.getFirst());
        if (first.startsWith("-") && first.length() > 1) {
            return unknownOption(command, first).text();
        }
        if (!command.getSubcommands().isEmpty()) {
            return String.valueOf(unknownCommand(command, first).getMessage());
        }
        return new Complaint(
                        "this is one argument too many",
                        "the arguments that --help names",
                        Shown.text(first),
                        "leave it out, or put what belongs together in quotes")
                .text();
    }

    private static Complaint unknownOption(CommandLine command, String given) {
        List<String> options = command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        String name = given.replaceFirst("=.*", "");
        return new Complaint(
                "there is no option " + Shown.plain(name, 80),
                "one of " + String.join(", ", options),
                Shown.text(given),
                Nearest.to(name, options).map("did you mean %s?"::formatted).orElse("use one of the options above"));
    }

    static ParameterException unknownCommand(CommandLine norma, String given) {
        List<String> commands = List.copyOf(norma.getSubcommands().keySet());
        return new ParameterException(
                norma,
                new Complaint(
                                "there is no command " + Shown.text(given),
                                "one of " + String.join(", ", commands),
                                Shown.text(given),
                                Nearest.hint(given, commands, "use one of the commands above"))
                        .text());
    }

    private static String missing(ArgSpec argument, CommandLine command) {
        String what = argument.isOption()
                ? name(argument) + " needs a value"
                : command.getCommandName() + " needs " + name(argument);
        return new Complaint(what, String.join(" ", argument.description()), "nothing", "add it").text();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
