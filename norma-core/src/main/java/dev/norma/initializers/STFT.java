package dev.norma.initializers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The kernel of a convolution that computes one side of a short-time Fourier transform.
 *
 * <pre>
 *   kernel[t, 0, f] = cos(-2 pi t f / (2 (bands - 1))) * window[t] / norm        side "real"; sin for "imag"
 *
 *   kernel   [frame, 1, bands]     bands is half the length of the transform, plus 1
 *   norm     "density": the root of the sum of the window's squares; "spectrum": the sum of its magnitudes; none: 1
 * </pre>
 *
 * <p>Without a window nothing is scaled, whatever the scaling.
 */
public final class STFT extends Initializer {
    private final Option<String> side = options().option("side", "real", Check.oneOf("real", "imag"));
    private final Option<@Nullable Object> window = options()
            .optional(
                    "window",
                    OptionType.plain("the name of a window, or its values", STFT::readWindow),
                    "hann",
                    new Check<Object>(
                            "one of " + String.join(", ", Window.known()) + ", or its values",
                            given -> !(given instanceof String name)
                                    || Window.named(name).isPresent()));
    private final Option<@Nullable String> scaling =
            options().optional("scaling", OptionType.TEXT, "density", Check.oneOf("density", "spectrum"));
    private final Option<Boolean> periodic = options().option("periodic", false);

    /** Sets which part of the transform: {@code "real"} (unless set) or {@code "imag"}. */
    public STFT side(String part) {
        options().set(side, part);
        return this;
    }

    /** Sets the window by SciPy's name: {@code "hann"} unless set; null for none. */
    public STFT window(@Nullable String name) {
        options().set(window, name);
        return this;
    }

    /** Sets the window by its values, one for each position of a frame. */
    public STFT windowValues(double... values) {
        options().set(window, Arrays.stream(values).boxed().toList());
        return this;
    }

    /** Sets by what the window is divided: {@code "density"} (unless set), {@code "spectrum"}, or null for 1. */
    public STFT scaling(@Nullable String kind) {
        options().set(scaling, kind);
        return this;
    }

    /** Sets whether a named window is periodic; symmetric unless set. */
    public STFT periodic(boolean repeats) {
        options().set(periodic, repeats);
        return this;
    }

    @Override
    public Tensor draw(TensorType type, long seed) {
        Shape shape = type.shape();
        if (shape.rank() != 3 || shape.dim(1) != 1 || shape.dim(2) < 2) {
            throw new ShapeException(
                    "STFT draws kernels of short-time Fourier transforms",
                    "[frame, 1, bands] with 2 bands or more",
                    shape.toString(),
                    "use another initializer, or a kernel of this shape");
        }
        int bands = (int) shape.dim(2);
        double[] window = scaledWindow((int) shape.dim(0));
        boolean real = side.get().equals("real");
        AtomicLong i = new AtomicLong();
        return Draws.fill(type, () -> {
            long at = i.getAndIncrement();
            int t = (int) (at / bands);
            double angle = -Math.PI * t * (at % bands) / (bands - 1);
            return (real ? Math.cos(angle) : Math.sin(angle)) * window[t];
        });
    }

    private double[] scaledWindow(int frame) {
        double[] values = values(frame);
        double norm = switch (window.get() == null ? null : scaling.get()) {
            case null -> 1;
            case "density" -> Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
            default -> Arrays.stream(values).map(Math::abs).sum();
        };
        return Arrays.stream(values).map(v -> v / norm).toArray();
    }

    private double[] values(int frame) {
        Object given = window.get();
        if (given == null) {
            return DoubleStream.generate(() -> 1).limit(frame).toArray();
        }
        if (given instanceof String name) {
            return Window.named(name).orElseThrow().values(frame, periodic.get());
        }
        double[] values = ((List<?>) given)
                .stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
        if (values.length != frame) {
            throw new Complaint(
                            "STFT cannot use this window",
                            "a value for each of the %d positions of a frame".formatted(frame),
                            values.length + " values",
                            "give as many values, or a kernel of as many positions")
                    .asArgument();
        }
        return values;
    }

    private static @Nullable Object readWindow(Object given) {
        if (given instanceof String) {
            return given;
        }
        if (!(given instanceof List<?> list)) {
            return null;
        }
        List<Double> values = new ArrayList<>();
        for (Object one : list) {
            if (!(one instanceof Number number)) {
                return null;
            }
            values.add(number.doubleValue());
        }
        return List.copyOf(values);
    }
}
