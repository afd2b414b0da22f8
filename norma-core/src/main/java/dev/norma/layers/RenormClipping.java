package dev.norma.layers;

import dev.norma.config.OptionType;
import dev.norma.tensor.Complaint;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits of batch renormalization's correction: rmin and rmax of r, and dmax of the magnitude of d. Each is a number, or one
 * that is asked for at each step: the paper lets rmax grow from 1 to 3 and dmax from 0 to 5.
 *
 * <p>As in Keras they are checked only where renorm is on.
 */
public final class RenormClipping {
    /** No limits. */
    public static final RenormClipping NONE = new RenormClipping(Map.of());

    static final OptionType<RenormClipping> TYPE =
            OptionType.of("a map with keys among rmax, rmin, dmax", RenormClipping::read, RenormClipping::write);

    private static final System.Logger LOG = System.getLogger(RenormClipping.class.getName());
    private static final Set<String> KEYS = Set.of("rmax", "rmin", "dmax");

    private final Map<String, @Nullable Object> given;

    private RenormClipping(Map<String, @Nullable Object> given) {
        this.given = given;
    }

    /** Limits; null for none. */
    public static RenormClipping of(@Nullable Double rmax, @Nullable Double rmin, @Nullable Double dmax) {
        return NONE.with("rmax", rmax).with("rmin", rmin).with("dmax", dmax);
    }

    /** With the largest r. */
    public RenormClipping rmax(double number) {
        return with("rmax", number);
    }

    /** With the largest r, asked for at each step. */
    public RenormClipping rmax(DoubleSupplier numbers) {
        return with("rmax", numbers);
    }

    /** With the smallest r. */
    public RenormClipping rmin(double number) {
        return with("rmin", number);
    }

    /** With the smallest r, asked for at each step. */
    public RenormClipping rmin(DoubleSupplier numbers) {
        return with("rmin", numbers);
    }

    /** With the largest magnitude of d, from 0. */
    public RenormClipping dmax(double number) {
        return with("dmax", number);
    }

    /** With the largest magnitude of d, asked for at each step. */
    public RenormClipping dmax(DoubleSupplier numbers) {
        return with("dmax", numbers);
    }

    private RenormClipping with(String key, @Nullable Object limit) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(given);
        if (limit != null) {
            more.put(key, limit);
        }
        return new RenormClipping(more);
    }

    @Nullable
    Limit limit(String key) {
        return switch (given.get(key)) {
            case Number number -> new Limit.Fixed(number.doubleValue());
            case DoubleSupplier numbers -> new Limit.Changing(numbers);
            case null, default -> null;
        };
    }

    /** Refuses unknown keys and limits that exclude each other. */
    void check(Layer layer) {
        Set<String> unknown = new LinkedHashSet<>(given.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw refused(layer, "keys among rmax, rmin and dmax", "unknown keys " + unknown, "drop them");
        }
        given.forEach((key, limit) -> {
            if (limit != null && isNoNumber(limit(key))) {
                throw refused(layer, "a number for " + key, key + "=" + limit, "give a number");
            }
        });
        Double rmax = number("rmax");
        Double rmin = number("rmin");
        Double dmax = number("dmax");
        if (rmax != null && rmin != null && !(rmax >= rmin)) {
            throw refused(layer, "rmax of at least rmin", "rmax=%s, rmin=%s".formatted(rmax, rmin), "swap them");
        }
        if (dmax != null && !(dmax >= 0)) {
            throw refused(layer, "dmax from 0", "dmax=" + dmax, "give the largest magnitude of d");
        }
    }

    private static boolean isNoNumber(@Nullable Limit limit) {
        return limit == null || (limit instanceof Limit.Fixed(double number) && Double.isNaN(number));
    }

    private @Nullable Double number(String key) {
        return limit(key) instanceof Limit.Fixed(double number) ? number : null;
    }

    private static IllegalArgumentException refused(Layer layer, String expected, String given, String fix) {
        return new Complaint("%s: renormClipping cannot be this".formatted(layer), expected, given, fix).asArgument();
    }

    private static @Nullable RenormClipping read(Object value) {
        if (value instanceof RenormClipping own) {
            return own;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return null;
        }
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        map.forEach((key, limit) -> given.put(String.valueOf(key), limit));
        return new RenormClipping(given);
    }

    /** Limits that change cannot be written. */
    private Object write() {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        given.forEach((key, limit) -> {
            if (limit instanceof DoubleSupplier) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the limit {0} of a batch renormalization changes from step to step: a configuration cannot hold it",
                        key);
            } else {
                written.put(key, limit);
            }
        });
        return written;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RenormClipping limits && given.equals(limits.given);
    }

    @Override
    public int hashCode() {
        return Objects.hash(given);
    }

    @Override
    public String toString() {
        return given.toString();
    }
}
