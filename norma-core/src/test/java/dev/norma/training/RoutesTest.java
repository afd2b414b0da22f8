package dev.norma.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.data.Batch;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Executable;
import dev.norma.runtime.Program;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which programs are kept, and what becomes of the others. */
class RoutesTest {
    private static final int KINDS = 150;
    private static final int KEPT = 64;

    private final AtomicInteger drawn = new AtomicInteger();
    private final AtomicInteger retired = new AtomicInteger();
    private final Routes routes = new Routes(new Feeds("a test"), "a test", (_, types, _) -> draw(types));

    private Program draw(FeedTypes types) {
        drawn.incrementAndGet();
        Trace trace = new Trace("a test");
        Value x = FeedTypes.feeds(trace, types.features()).firstEntry().getValue();
        return trace.finish(List.of(Ops.sum(x)), false);
    }

    /** The interpreter, but told of programs that are retired. */
    private final class Told implements Backend {
        private final Backend reference = Backends.named("reference");

        @Override
        public String name() {
            return "told";
        }

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public Executable compile(Program program) {
            Executable executable = reference.compile(program);
            return new Executable() {
                @Override
                public List<Tensor> run(List<Tensor> feeds, float[] scalars) {
                    return executable.run(feeds, scalars);
                }

                @Override
                public void retire() {
                    retired.incrementAndGet();
                }
            };
        }
    }

    private double run(Tensor x) {
        return routes.feed(Batch.of(x).features()).run().getFirst().item();
    }

    private void inTold(Runnable action) {
        Backends.with(new Told(), () -> {
            action.run();
            return true;
        });
    }

    @Test
    void a_kind_in_constant_use_is_drawn_once_whatever_comes_between() {
        inTold(() -> {
            for (int length = 1; length <= KINDS; length++) {
                assertThat(run(Tensor.ones(2, 1))).isEqualTo(2);
                assertThat(run(Tensor.ones(2, length))).isEqualTo(2 * length);
            }
        });
        assertThat(drawn).hasValue(KINDS);
    }

    @Test
    void what_is_not_kept_is_retired() {
        inTold(() -> {
            for (int length = 1; length <= KINDS; length++) {
                run(Tensor.ones(2, length));
            }
        });
        assertThat(retired).hasValue(KINDS - KEPT);
    }

    /** Features of int8 and of int16 come to a program of int32, by two routes. */
    @Test
    void a_program_to_which_another_route_leads_is_not_retired() {
        inTold(() -> {
            run(Tensor.ones(2, 1).cast(DType.INT8));
            for (int length = 2; length <= KEPT; length++) {
                run(Tensor.ones(2, length));
            }
            run(Tensor.ones(2, 1).cast(DType.INT16)); // takes the place of the route of int8
        });
        assertThat(drawn).hasValue(KEPT);
        assertThat(retired).hasValue(0);
    }
}
