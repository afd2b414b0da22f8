package dev.norma.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command in a process of its own, for what cannot be changed within one: its limits, its streams and its properties. */
final class ForkedNorma {
    private final Shell environment;
    private final List<String> options = new ArrayList<>(
            List.of("--enable-native-access=ALL-UNNAMED", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"));
    private String shell = "exec \"$@\"";

    /** In a folder. */
    ForkedNorma(Path folder) {
        this.environment = new Shell(folder);
    }

    /** Adds an option of the JVM. */
    ForkedNorma option(String option) {
        options.add(option);
        return this;
    }

    /** Sets a variable of the environment, in which there is nothing else but a path. */
    ForkedNorma with(String name, String value) {
        environment.with(name, value);
        return this;
    }

    /** What a shell does with the command, which it has as {@code "$@"}. */
    ForkedNorma shell(String line) {
        shell = line;
        return this;
    }

    Shell.Result run(String... arguments) throws Exception {
        String path = Stream.of("java.class.path", "jdk.module.path")
                .map(name -> System.getProperty(name, ""))
                .filter(entries -> !entries.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", shell, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", path, "dev.norma.cli.Main"));
        command.addAll(List.of(arguments));
        return environment.run(command.toArray(String[]::new));
    }
}
