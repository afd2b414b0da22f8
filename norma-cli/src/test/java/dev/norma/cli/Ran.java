package dev.norma.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What the command said inside this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained about
 */
record Ran(int code, String out, String err) {
    static Ran norma(String... args) {
        StringWriter out = new StringWriter();
        Ran ran = norma(new PrintWriter(out), args);
        return new Ran(ran.code, out.toString(), ran.err);
    }

    /** The same with standard output as the process has it, on this stream. */
    static Ran norma(OutputStream out, String... args) {
        return norma(new PrintWriter(new PrintStream(new StandardOutput(out), true, UTF_8), true, UTF_8), args);
    }

    private static Ran norma(PrintWriter out, String... args) {
        StringWriter err = new StringWriter();
        CommandLine command = Main.command().setOut(out).setErr(new PrintWriter(err));
        return new Ran(Main.run(command, args), "", err.toString());
    }
}
