package dev.norma.cli;

import dev.norma.runtime.Backend;
import dev.norma.runtime.Backends;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the versions of Norma and of the JVM, and what runs networks here: back end, processor, threads. */
@Command(
        name = "version",
        description =
                "Prints the versions of Norma and of Java, the back end, the processor's features and the threads.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  norma version"})
final class Version implements Callable<Integer> {
    private static final List<String> TOLD =
            List.of("avx2", "fma", "avx512f", "avx512_bf16", "avx512_vnni", "amx_bf16", "amx_int8");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("norma      %s%n", Main.class.getPackage().getImplementationVersion());
        out.printf("java       %s%n", Runtime.version());
        out.printf("back end   %s%n", Backends.current().name());
        for (Backend backend : Backends.all()) {
            backend.refusal().ifPresent(why -> out.printf("           not %s: %s%n", backend.name(), why));
        }
        out.printf("processor  %s, %s%n", System.getProperty("os.arch"), features());
        out.printf(
                "threads    %s%n",
                System.getProperty(
                        "norma.threads", Integer.toString(Runtime.getRuntime().availableProcessors())));
        out.flush();
        return 0;
    }

    /** What of the processor's features matters here, as the system tells; nothing where it does not. */
    private static String features() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            List<String> all = lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line ->
                            List.of(line.substring(line.indexOf(':') + 1).trim().split(" ")))
                    .orElse(List.of());
            List<String> found = TOLD.stream().filter(all::contains).toList();
            return found.isEmpty() ? "no vector features that matter" : String.join(" ", found);
        } catch (IOException _) {
            return "features not known on this system";
        }
    }
}
