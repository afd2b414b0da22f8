package dev.norma.backend.onednn.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlatformTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, aarch64, macosx-arm64",
        "Mac OS X, x86_64, macosx-x86_64",
        "Windows 11, amd64, windows-x86_64",
        "FreeBSD, amd64, freebsd-x86_64",
        "Linux, riscv64, linux-riscv64"
    })
    void is_named_as_the_jars_are(String system, String architecture, String classifier) {
        assertThat(Platform.of(system, architecture, root).classifier()).isEqualTo(classifier);
    }

    @Test
    void refuses_a_system_that_no_jar_exists_for() {
        assertThat(Platform.of("FreeBSD", "amd64", root).refusal())
                .contains("there is no native library for freebsd-x86_64 (there is for linux-x86_64, linux-arm64,"
                        + " macosx-arm64, macosx-x86_64, windows-x86_64)");
    }

    @Test
    void refuses_musl_which_the_process_has_mapped() throws IOException {
        write("proc/self/maps", "7f00-7f01 r-xp 00000000 08:01 12 /lib/ld-musl-x86_64.so.1\n");
        assertThat(Platform.of("Linux", "amd64", root).refusal())
                .contains("this Linux uses the C library musl, and the native library needs glibc");
    }

    @Test
    void refuses_a_processor_without_sse_4_1() throws IOException {
        write("proc/cpuinfo", "processor : 0\nflags\t\t: fpu sse sse2\n");
        assertThat(Platform.of("Linux", "amd64", root).refusal())
                .contains("the processor lacks SSE 4.1, which the native library needs");
    }

    @Test
    void takes_a_processor_with_sse_4_1_and_one_whose_features_cannot_be_read() throws IOException {
        assertThat(Platform.of("Linux", "amd64", root).refusal()).isEmpty();
        write("proc/cpuinfo", "processor : 0\nflags\t\t: fpu sse4_1 avx2\n");
        Platform platform = Platform.of("Linux", "amd64", root);
        assertThat(platform.features()).isEqualTo(Set.of("fpu", "sse4_1", "avx2"));
        assertThat(platform.refusal()).isEmpty();
    }

    @Test
    void names_oneDNN_last_among_its_files() {
        for (String classifier : Platform.KNOWN) {
            String[] names = classifier.split("-", 2);
            assertThat(new Platform(names[0], names[1], false, Set.of()).files().getLast())
                    .contains("dnnl");
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
