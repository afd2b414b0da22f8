package dev.norma.doctor;

import dev.norma.layers.Layer;
import dev.norma.tensor.Tensor;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Remedies as a user pastes them: statements between variables that have the names of the docs. */
final class Remedies {
    private static final String BEFORE = """
            import dev.norma.data.*;
            import dev.norma.layers.*;
            import dev.norma.losses.*;
            import dev.norma.models.*;
            import dev.norma.ops.*;
            import dev.norma.optimizers.*;
            import dev.norma.tensor.*;
            import dev.norma.training.*;
            import java.util.List;

            class Pasted {
                Model model;
                Dataset data;
                Optimizer<?> optimizer;
                Loss loss;
                Object[] metrics;
                BatchNormalization norm;
                dev.norma.graph.Value x;
                Tensor gamma, beta, movingMean, movingVariance;
                int n, units;

            """;

    private Remedies() {}

    /** What the compiler of this JDK has against them; nothing where all of them compile. */
    static List<String> errors(Collection<String> remedies, Path folder) throws Exception {
        StringBuilder source = new StringBuilder(BEFORE);
        for (String remedy : remedies) {
            int comment = remedy.indexOf("   //");
            source.append("    { %s; }\n".formatted(comment < 0 ? remedy : remedy.substring(0, comment)));
        }
        Path file = Files.writeString(folder.resolve("Pasted.java"), source.append("}\n"));
        Path said = folder.resolve("said.txt");
        Process compiler = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        classPath(),
                        "-d",
                        folder.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!compiler.waitFor(60, TimeUnit.SECONDS)) {
            compiler.destroyForcibly();
            throw new AssertionError("javac did not end: " + Files.readString(said));
        }
        return compiler.exitValue() == 0 ? List.of() : Files.readAllLines(said);
    }

    private static String classPath() {
        return List.of(Layer.class, Tensor.class).stream()
                .map(Remedies::home)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
