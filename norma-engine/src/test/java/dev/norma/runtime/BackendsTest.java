package dev.norma.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Which back end the property {@code norma.backend} chooses. */
class BackendsTest {
    @Test
    void the_one_that_is_named_is_taken() {
        assertThat(Backends.preferred("reference").get()).isSameAs(Backends.named("reference"));
    }

    @Test
    void the_best_is_taken_where_none_is_named() {
        assertThat(Backends.preferred(null).get()).isSameAs(Backends.all().getFirst());
        assertThat(Backends.preferred("auto").get()).isSameAs(Backends.all().getFirst());
    }

    @Test
    void a_drawing_starts_a_search_that_ends_by_itself() throws InterruptedException {
        new Trace("anything");
        Thread search = Backends.prepare();
        assertThat(search.isDaemon()).isTrue();
        assertThat(search.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void an_unknown_one_is_refused_each_time() {
        Supplier<Backend> preferred = Backends.preferred("gpu\u001b");
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(preferred::get)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("""
                    there is no back end of this name
                      expected: one of reference
                      given:    "gpu\\u{1b}"
                      fix:      set norma.backend to one of them, or add its module to the path""");
        }
    }
}
