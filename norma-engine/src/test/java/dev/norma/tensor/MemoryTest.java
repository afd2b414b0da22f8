package dev.norma.tensor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tensors need no {@code close()}: a loop that makes and drops them runs in bounded memory. */
class MemoryTest {
    private static final long GIGABYTE = 1L << 30;

    @Test
    @Tag("slow")
    @EnabledOnOs(OS.LINUX)
    void a_hundred_gigabytes_of_tensors_pass_through_less_than_one() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        home(Tensor.class) + File.pathSeparator + home(Churn.class),
                        Churn.class.getName(),
                        "100")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).startsWith("made 100 GB");
        long resident = Long.parseLong(output.replaceAll("(?s).*resident (\\d+) kB.*", "$1")) * 1024;
        assertThat(resident).isBetween(GIGABYTE / 20, GIGABYTE);
    }

    /** The folder that a class was loaded from, on the class path or the module path. */
    private static String home(Class<?> type) throws URISyntaxException {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = Path.of(requireNonNull(type.getResource("/" + name)).toURI());
        return file.toString().substring(0, file.toString().length() - name.length());
    }
}
