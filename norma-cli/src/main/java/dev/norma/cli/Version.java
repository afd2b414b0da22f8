package dev.norma.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the versions of Norma and of the JVM that runs it. */
@Command(
        name = "version",
        description = "Prints the versions of Norma and of Java.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  norma version"})
final class Version implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.printf(
                "norma %s%njava  %s%n", Main.class.getPackage().getImplementationVersion(), Runtime.version());
        return 0;
    }
}
