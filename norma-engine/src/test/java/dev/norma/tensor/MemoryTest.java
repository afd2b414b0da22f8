package dev.norma.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
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
        Process process = Child.java(Churn.class, List.of("-Xmx512m"), "100");
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).startsWith("made 100 GB");
        long resident = Long.parseLong(output.replaceAll("(?s).*resident (\\d+) kB.*", "$1")) * 1024;
        assertThat(resident).isBetween(GIGABYTE / 20, GIGABYTE);
    }
}
