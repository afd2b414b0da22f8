package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The processor's features, asked of systems that are not here. */
class ProcessorTest {
    /** A system that knows this much. */
    private record Answers(Optional<String> text, Set<Integer> present) implements Machine {
        static Answers text(String text) {
            return new Answers(Optional.of(text), Set.of());
        }

        static Answers none() {
            return new Answers(Optional.empty(), Set.of());
        }

        @Override
        public Optional<String> file(String path) {
            return path.equals("/proc/cpuinfo") ? text : Optional.empty();
        }

        @Override
        public Optional<String> output(String... command) {
            return command[0].equals("/usr/sbin/sysctl") ? text : Optional.empty();
        }

        @Override
        public Optional<Boolean> windows(int feature) {
            return present.isEmpty() ? Optional.empty() : Optional.of(present.contains(feature));
        }
    }

    private static String description(String name, String architecture, Machine system) {
        return Processor.of(name, architecture, system).description();
    }

    @Test
    void linux_on_x86() {
        String cpuinfo = "processor\t: 0\nflags\t\t: fpu sse2 sse4_1 fma avx2 avx512f avx512_bf16\nbugs\t: none\n";
        assertThat(description("Linux", "amd64", Answers.text(cpuinfo)))
                .isEqualTo("amd64: sse4_1 avx2 fma avx512f avx512_bf16");
    }

    @Test
    void linux_on_arm() {
        String cpuinfo = "processor\t: 0\nFeatures\t: fp asimd asimddp sve i8mm bf16\n";
        assertThat(description("Linux", "aarch64", Answers.text(cpuinfo)))
                .isEqualTo("aarch64: asimd asimddp bf16 i8mm sve");
    }

    @Test
    void mac_on_arm() {
        String sysctl = """
                machdep.cpu.brand_string: Apple M2
                hw.optional.AdvSIMD: 1
                hw.optional.arm.FEAT_DotProd: 1
                hw.optional.arm.FEAT_BF16: 1
                hw.optional.arm.FEAT_I8MM: 0
                """;
        assertThat(description("Mac OS X", "aarch64", Answers.text(sysctl))).isEqualTo("aarch64: asimd asimddp bf16");
    }

    @Test
    void mac_on_x86() {
        String sysctl = "machdep.cpu.features: FPU SSE4.1 FMA AVX1.0\nmachdep.cpu.leaf7_features: AVX2 BMI2\n";
        assertThat(description("Mac OS X", "x86_64", Answers.text(sysctl))).isEqualTo("x86_64: sse4_1 avx2 fma");
    }

    @Test
    void windows() {
        assertThat(description("Windows 11", "amd64", new Answers(Optional.empty(), Set.of(37, 40))))
                .isEqualTo("amd64: sse4_1 avx2");
    }

    @Test
    void what_cannot_be_asked_is_not_known() {
        for (String name : new String[] {"Linux", "Mac OS X", "Windows 11", "FreeBSD"}) {
            assertThat(description(name, "amd64", Answers.none()))
                    .isEqualTo("amd64: its features are not known on this system");
        }
        assertThat(description("Linux", "amd64", Answers.text("flags : fpu sse2")))
                .isEqualTo("amd64: none of the features that matter");
    }
}
