package dev.norma.cli;

import dev.norma.runtime.NonFiniteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Turns exceptions into one message and an exit code: 2 where the user's input is at fault, 1 where the surroundings are or
 * we are. A bug of ours leaves its trace in a file that the message names.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        switch (failure) {
            case NonFiniteException e -> err.println("norma: " + e.getMessage());
            case IllegalArgumentException e -> err.println("norma: " + e.getMessage());
            case IllegalStateException e -> err.println("norma: " + e.getMessage());
            case UncheckedIOException e -> {
                err.println("norma: " + e.getMessage());
                return 1;
            }
            default -> {
                err.println(bug(failure));
                return 1;
            }
        }
        return 2;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println("norma: " + failure.getMessage());
        err.println("Try: norma %s --help".formatted(failure.getCommandLine().getCommandName()));
        return 2;
    }

    private static String bug(Exception failure) {
        String told = "norma: this is a bug: %s. Please report it".formatted(failure);
        try {
            Path trace = Files.createTempFile("norma-bug-", ".txt");
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(trace))) {
                failure.printStackTrace(out);
            }
            return told + "; the trace is in " + trace;
        } catch (IOException _) {
            return told;
        }
    }
}
