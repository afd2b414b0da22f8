package dev.norma.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.graph.Value;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Executable;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Program;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Runs one drawing on both back ends and compares. */
final class Sameness {
    static final Backend NATIVE = Backends.named("onednn");
    /** The engine's threads, for programs of any size. */
    static final Backend TEAM = new Backend() {
        @Override
        public String name() {
            return "onednn on the engine's threads";
        }

        @Override
        public Optional<String> refusal() {
            return NATIVE.refusal();
        }

        @Override
        public Executable compile(Program program) {
            return OnednnBackend.isWide(program) ? REFERENCE.compile(program) : OnednnBackend.compiled(program, false);
        }
    };

    static final Backend REFERENCE = Backends.named("reference");

    private Sameness() {}

    /** A program over feeds of these types. */
    static Program program(List<TensorType> types, Function<List<Value>, List<Value>> body) {
        Trace trace = new Trace("a test");
        List<Value> feeds = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            feeds.add(trace.feed("x" + i, types.get(i)));
        }
        return trace.finish(body.apply(feeds), false);
    }

    /** Numbers near 1 for floats; small ones, at least 0, for integers. */
    static Tensor random(TensorType type, long seed) {
        Random random = new Random(seed);
        MemorySegment data = Elements.allocate(type.dtype(), type.shape().size());
        for (long i = 0; i < type.shape().size(); i++) {
            double value = switch (type.dtype()) {
                case BOOL -> random.nextInt(2);
                case INT32 -> random.nextInt(3);
                default -> Math.round(random.nextGaussian() * 256) / 256.0;
            };
            Elements.set(data, type.dtype(), i, value);
        }
        return Tensor.adopt(type, data);
    }

    static void assertSame(List<TensorType> types, Function<List<Value>, List<Value>> body, double tolerance) {
        Program program = program(types, body);
        List<Tensor> feeds = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            feeds.add(random(types.get(i), 17 + i));
        }
        List<Tensor> expected = new Launcher(program, REFERENCE).run(feeds);
        Launcher launcher = new Launcher(program, NATIVE);
        assertThat(launcher.executable(feeds).fallbacks()).isEmpty();
        for (int round = 0; round < 2; round++) { // the second run finds memory that is no longer zero
            List<Tensor> given = launcher.run(feeds);
            assertThat(given).hasSameSizeAs(expected);
            for (int i = 0; i < given.size(); i++) {
                assertNear(given.get(i), expected.get(i), tolerance, "result " + i);
            }
        }
    }

    /** Equal but for so much of the largest magnitude; integers and booleans equal. */
    static void assertNear(Tensor given, Tensor expected, double tolerance, String what) {
        assertThat(given.type()).as(what).isEqualTo(expected.type());
        double largest = 0;
        for (long i = 0; i < expected.size(); i++) {
            double value = Math.abs(expected.getFlat(i));
            largest = Double.isFinite(value) ? Math.max(largest, value) : largest;
        }
        double off = expected.dtype().isFloat() ? tolerance * Math.max(largest, 1e-30) : 0;
        for (long i = 0; i < expected.size(); i++) {
            double e = expected.getFlat(i);
            double g = given.getFlat(i);
            if (Double.isFinite(e)) {
                assertThat(g)
                        .as("%s, element %d of %s", what, i, expected.type())
                        .isCloseTo(e, within(off));
            } else {
                assertThat(g)
                        .as("%s, element %d of %s", what, i, expected.type())
                        .isEqualTo(e);
            }
        }
    }

    static TensorType f32(long... dims) {
        return TensorType.of(DType.FLOAT32, dims);
    }

    static TensorType i32(long... dims) {
        return TensorType.of(DType.INT32, dims);
    }

    static TensorType bool(long... dims) {
        return TensorType.of(DType.BOOL, dims);
    }
}
