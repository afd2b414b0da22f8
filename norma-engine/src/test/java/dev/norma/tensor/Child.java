package dev.norma.tensor;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java processes of their own, which can be measured and killed. */
public final class Child {
    private Child() {}

    /**
     * Starts a program of these tests.
     *
     * @param options of the JVM
     */
    public static Process java(Class<?> program, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", home(Tensor.class) + File.pathSeparator + home(program), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** The folder that a class was loaded from, on the class path or the module path. */
    private static String home(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".class";
        try {
            URI place = requireNonNull(type.getResource("/" + name)).toURI();
            String file = Path.of(place).toString();
            return file.substring(0, file.length() - name.length());
        } catch (URISyntaxException failure) {
            throw new AssertionError(failure);
        }
    }
}
