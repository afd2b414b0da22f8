package dev.norma.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another library in a process of its own, which sleeps between the rounds that it is asked for. */
final class Peer implements AutoCloseable {
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;
    private final String name;

    /** What some steps took each, and the loss of the last. */
    record Round(double seconds, double loss) {}

    private Peer(Process process) throws IOException {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
        this.name = answer();
    }

    /**
     * Starts the script beside this module.
     *
     * @param command a python, then options of the script
     */
    static Peer start(List<String> command, Path arrays, int threads) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.getFirst(), script(), arrays.toString()));
        words.addAll(List.of("--threads", Integer.toString(threads)));
        words.addAll(command.subList(1, command.size()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        return new Peer(builder.start());
    }

    private static String script() {
        return Path.of(System.getProperty("norma.benchmarks.home", "norma-benchmarks"), "peers", "torch_eager.py")
                .toString();
    }

    /** What it says it is. */
    String name() {
        return name;
    }

    /** Lets it train. */
    Round round(int steps) throws IOException {
        questions.write(steps + "\n");
        questions.flush();
        String numbers = answer();
        int space = numbers.indexOf(' ');
        return new Round(
                Double.parseDouble(numbers.substring(0, space)), Double.parseDouble(numbers.substring(space + 1)));
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the peer ended; what it said stands above");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        questions.close();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
