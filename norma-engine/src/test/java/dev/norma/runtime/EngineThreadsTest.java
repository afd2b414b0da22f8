package dev.norma.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.tensor.Child;
import dev.norma.tensor.Refusal;
import java.io.BufferedReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many threads an engine gets. */
class EngineThreadsTest {
    @Test
    void the_property_says_how_many() {
        assertThat(EngineThreads.count("1", 8)).isEqualTo(1);
        assertThat(EngineThreads.count("16", 8)).isEqualTo(16);
        assertThat(EngineThreads.count(null, 8)).isEqualTo(8);
        assertThat(EngineThreads.count(null, 4096)).isEqualTo(1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1025", "99999999999", "two", "1.5", " 2"})
    void what_is_no_number_of_threads_is_refused(String asked) {
        assertThatThrownBy(() -> EngineThreads.count(asked, 8))
                .isInstanceOf(Refusal.class)
                .hasMessage("""
                the property norma.threads cannot be this
                  expected: a number of threads from 1 to 1024
                  given:    "%s"
                  fix:      set it to such a number, or leave it out for one thread per processor""".formatted(asked));
    }

    /** A container's limit reaches the JVM as the number of processors, and this option sets that number. */
    @Test
    void the_limits_of_a_container_hold() throws Exception {
        assertThat(printed("-XX:ActiveProcessorCount=3")).isEqualTo("3");
    }

    private static String printed(String... options) throws Exception {
        Process process = Child.java(PrintThreads.class, List.of(options));
        try (BufferedReader output = process.inputReader()) {
            return output.readLine();
        }
    }

    /** Prints the number. */
    public static final class PrintThreads {
        private PrintThreads() {}

        /** Takes nothing. */
        public static void main(String[] arguments) {
            System.out.println(EngineThreads.count());
        }
    }
}
