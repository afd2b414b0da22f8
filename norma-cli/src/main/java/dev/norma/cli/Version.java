package dev.norma.cli;

import dev.norma.runtime.Backend;
import dev.norma.runtime.Backends;
import dev.norma.runtime.EngineThreads;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the versions of Norma and of the JVM, and what runs networks here: back end, processor, threads. */
@Command(
        name = "version",
        description =
                "Prints the versions of Norma and of Java, the back end, the processor's features and the threads.",
        footer = {"", "Example:", "  norma version"})
final class Version implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The one line of {@code norma --version}. */
    static final class Line implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"norma " + norma()};
        }
    }

    /** Norma's version, as its jar says. */
    static String norma() {
        return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "not packaged");
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("norma      %s%n", norma());
        out.printf("java       %s%n", Runtime.version());
        out.printf("back end   %s%n", Backends.current().name());
        for (Backend backend : Backends.all()) {
            backend.refusal().ifPresent(why -> out.printf("           not %s: %s%n", backend.name(), why));
        }
        out.printf("processor  %s%n", Processor.current().description());
        out.printf("threads    %d%n", EngineThreads.count());
        out.flush();
        return 0;
    }
}
