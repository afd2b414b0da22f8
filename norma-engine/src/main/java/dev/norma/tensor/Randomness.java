package dev.norma.tensor;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Random tensors from a seed. Each call draws further numbers; the same calls on the same seed give the same numbers on
 * every machine.
 *
 * <pre>{@code
 * Randomness random = new Randomness(42);
 * Tensor kernel = random.normal(Shape.of(3, 3, 1, 32), 0, 0.05);
 * }</pre>
 *
 * <p>Element i of call number d comes from block (i, attempt, d) of {@link Philox} under the seed as its key: two words
 * make a number from 0 to 1 with 53 bits, two such numbers a normal one by Box and Muller's method. The result is
 * rounded to the element type. Safe to use from several threads, which then share the calls in the order in which they
 * come.
 */
public final class Randomness {
    private final long seed;
    private final AtomicInteger draws = new AtomicInteger();

    /** The numbers that belong to this seed. */
    public Randomness(long seed) {
        this.seed = seed;
    }

    /** Float32 numbers, evenly from {@code low} to {@code high}, which is left out. */
    public Tensor uniform(Shape shape, double low, double high) {
        return uniform(new TensorType(DType.FLOAT32, shape), low, high);
    }

    /**
     * Numbers evenly from {@code low} to {@code high}, which is left out; integers too.
     *
     * @throws IllegalArgumentException if {@code low < high} does not hold, or one is infinite
     */
    public Tensor uniform(TensorType type, double low, double high) {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new Complaint(
                            "uniform needs a range",
                            "low < high, both finite",
                            low + " to " + high,
                            "swap or change them")
                    .asArgument();
        }
        double last = below(type.dtype(), high);
        return drawn(type, (block, draw) -> {
            double value = low + unit(block.words(0, draw), 0) * (high - low);
            double whole = type.dtype().isFloat() ? value : Math.floor(value);
            return type.dtype().round(whole) >= high ? last : whole;
        });
    }

    /** Float32 numbers of this mean and standard deviation, normally distributed. */
    public Tensor normal(Shape shape, double mean, double deviation) {
        return normal(new TensorType(DType.FLOAT32, shape), mean, deviation);
    }

    /** Numbers of this mean and standard deviation, normally distributed; floats only. */
    public Tensor normal(TensorType type, double mean, double deviation) {
        checkNormal(type, mean, deviation);
        return drawn(type, (block, draw) -> mean + deviation * bell(block.words(0, draw)));
    }

    /** Float32 numbers, normally distributed, those beyond two deviations drawn again. */
    public Tensor truncatedNormal(Shape shape, double mean, double deviation) {
        return truncatedNormal(new TensorType(DType.FLOAT32, shape), mean, deviation);
    }

    /**
     * Numbers, normally distributed, those beyond two deviations from the mean drawn again; floats only. The result's own
     * standard deviation is 0.8796 of the one given.
     */
    public Tensor truncatedNormal(TensorType type, double mean, double deviation) {
        checkNormal(type, mean, deviation);
        return drawn(type, (block, draw) -> {
            double bell = bell(block.words(0, draw));
            for (int attempt = 1; Math.abs(bell) > 2; attempt++) {
                bell = bell(block.words(attempt, draw));
            }
            return mean + deviation * bell;
        });
    }

    /**
     * The int32 numbers 0 to {@code count - 1} in random order.
     *
     * @param count from 0
     * @throws IllegalArgumentException if it is below 0
     */
    public Tensor permutation(int count) {
        if (count < 0) {
            throw new Complaint(
                            "there is no permutation of so many numbers",
                            "a count from 0",
                            Integer.toString(count),
                            "give how many numbers are wanted")
                    .asArgument();
        }
        int draw = draws.getAndIncrement();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int[] words = new Block(seed, i).words(0, draw);
            int other = (int) (unit(words, 0) * (i + 1));
            order[i] = order[other];
            order[other] = i;
        }
        return Tensor.adopt(TensorType.of(DType.INT32, count), MemorySegment.ofArray(order));
    }

    private Tensor drawn(TensorType type, Draw element) {
        int draw = draws.getAndIncrement();
        MemorySegment data = Elements.allocate(type.dtype(), type.shape().size());
        for (long i = 0; i < type.shape().size(); i++) {
            Elements.set(data, type.dtype(), i, element.of(new Block(seed, i), draw));
        }
        return Tensor.adopt(type, data);
    }

    private static double unit(int[] words, int at) {
        int high = words[at] >>> 5;
        int low = words[at + 1] >>> 6;
        return (((long) high << 26) + low) * 0x1p-53;
    }

    /** Box and Muller; 1 minus the first number is never 0 under the logarithm. */
    private static double bell(int[] words) {
        return Math.sqrt(-2 * Math.log(1 - unit(words, 0))) * Math.cos(2 * Math.PI * unit(words, 2));
    }

    /** The largest number of the type below another. */
    private static double below(DType dtype, double high) {
        return switch (dtype) {
            case FLOAT64 -> Math.nextDown(high);
            case FLOAT32 -> {
                float near = (float) high;
                yield near < high ? near : Math.nextDown(near);
            }
            case BFLOAT16, FLOAT16 -> {
                double step = Math.ulp(high) * 0x1p40;
                double lower = high;
                while (dtype.round(lower) >= high) {
                    lower -= step;
                }
                yield dtype.round(lower);
            }
            default -> Math.ceil(high) - 1;
        };
    }

    private static void checkNormal(TensorType type, double mean, double deviation) {
        if (!type.dtype().isFloat()) {
            throw new DTypeException(
                    "normal draws floats", "a floating-point type", type.toString(), "draw floats and cast");
        }
        if (!Double.isFinite(mean) || !(deviation >= 0) || !Double.isFinite(deviation)) {
            throw new Complaint(
                            "normal cannot draw these numbers",
                            "a finite mean, and a finite deviation from 0",
                            "mean %s, deviation %s".formatted(mean, deviation),
                            "change them")
                    .asArgument();
        }
    }

    private interface Draw {
        double of(Block block, int draw);
    }

    private record Block(long seed, long element) {
        int[] words(int attempt, int draw) {
            return Philox.words((int) element, (int) (element >>> 32), attempt, draw, (int) seed, (int) (seed >>> 32));
        }
    }
}
