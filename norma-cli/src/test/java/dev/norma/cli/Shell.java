package dev.norma.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs a command with an environment of our own and keeps what it says. */
final class Shell {
    /** What a command left behind. */
    record Result(int code, String output, String errors) {}

    /** The root of the sources, from which the launcher's own files are taken. */
    static final Path SOURCES = Path.of("").toAbsolutePath().getParent();

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));

    Shell(Path folder) {
        this.folder = folder;
    }

    Shell with(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    /** Starts a command whose output and errors the caller reads. */
    Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits until the command ends and whoever else holds its output and errors has let go of them. */
    static Result finish(Process process) throws IOException, InterruptedException, ExecutionException {
        try (BufferedReader output = process.inputReader(UTF_8);
                BufferedReader errors = process.errorReader(UTF_8)) {
            FutureTask<String> reading = new FutureTask<>(() -> all(errors));
            Thread.ofVirtual().start(reading);
            String written = all(output);
            return new Result(process.waitFor(), written, reading.get());
        }
    }

    Result run(String... command) throws IOException, InterruptedException, ExecutionException {
        return finish(start(command));
    }

    private static String all(BufferedReader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return text.toString();
    }

    /** Writes a shell script that can be executed. */
    static Path script(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Makes a folder that looks like a JDK of the version given, whose java runs the lines given. */
    static Path jdk(Path home, String version, String... java) throws IOException {
        script(home.resolve("bin/java"), java);
        script(home.resolve("bin/javac"), "exit 1");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
