package dev.norma.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The name that somebody probably meant. */
class NearestTest {
    private static final List<String> NAMES = List.of("digits", "iris", "wine", "breast_cancer");

    @Test
    void a_letter_more_less_other_or_swapped_is_forgiven() {
        for (String given : List.of("digit", "digitss", "bigits", "dgiits", "DIGITS")) {
            assertThat(Nearest.to(given, NAMES)).as(given).contains("digits");
        }
    }

    @Test
    void what_differs_much_is_another_name() {
        assertThat(Nearest.to("imagenet", NAMES)).isEmpty();
        assertThat(Nearest.to("x", NAMES)).isEmpty();
        assertThat(Nearest.to("digits", List.of())).isEmpty();
        assertThat(Nearest.to("z", List.of("x", "y"))).isEmpty();
        assertThat(Nearest.to("X", List.of("x", "y"))).contains("x");
    }

    @Test
    void names_without_end_take_no_time() {
        assertThat(Nearest.to("d".repeat(1_000_000), NAMES)).isEmpty();
        assertThat(Nearest.to("digits", List.of("d".repeat(1_000_000), "digits")))
                .contains("digits");
    }

    @Test
    void asks_or_says_what_else_to_do() {
        assertThat(Nearest.hint("irsi", NAMES, "choose one")).isEqualTo("did you mean \"iris\"?");
        assertThat(Nearest.hint("cifar", NAMES, "choose one")).isEqualTo("choose one");
    }
}
