package dev.norma.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Headless Chromium, where there is one. */
final class Browser {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    private final Path program;

    private Browser(Path program) {
        this.program = program;
    }

    /** What a page left behind: its elements when all was done, and what it said on the console. */
    record Opened(String elements, List<String> console) {}

    /** The browser on the PATH; without one the test ends here, loudly. */
    static Browser orSkip() {
        return find().orElseGet(() -> {
            String said =
                    "THE DOCTOR'S PAGE WAS NOT OPENED: there is no Chromium on the PATH (one of %s); install it to test the page"
                            .formatted(NAMES);
            System.err.println("WARNING: " + said);
            return Assumptions.abort(said);
        });
    }

    private static Optional<Browser> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Browser::new);
    }

    /** Opens a page, and waits until its scripts have run. */
    Opened open(Path page, Path folder, String... flags) throws IOException, InterruptedException {
        Path out = folder.resolve("out.html");
        Path err = folder.resolve("err.txt");
        List<String> command = Stream.concat(
                        Stream.of(
                                program.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--enable-logging=stderr",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--window-size=1280,900",
                                "--dump-dom"),
                        Stream.concat(Stream.of(flags), Stream.of(page.toUri().toString())))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Chromium did not end: " + Files.readString(err));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("Chromium failed: " + Files.readString(err));
        }
        try (Stream<String> lines = Files.lines(err)) {
            return new Opened(
                    Files.readString(out),
                    lines.filter(line -> line.contains("CONSOLE")).toList());
        }
    }
}
