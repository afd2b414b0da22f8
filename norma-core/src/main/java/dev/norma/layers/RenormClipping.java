package dev.norma.layers;

import dev.norma.config.OptionType;
import dev.norma.tensor.Complaint;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits of batch renormalization's correction; null for no limit.
 *
 * @param rmax the largest r
 * @param rmin the smallest r
 * @param dmax the largest magnitude of d
 */
public record RenormClipping(
        @Nullable Double rmax,
        @Nullable Double rmin,
        @Nullable Double dmax) {
    /** No limits. */
    public static final RenormClipping NONE = new RenormClipping(null, null, null);

    static final OptionType<RenormClipping> TYPE =
            OptionType.of("a map with keys among rmax, rmin, dmax", RenormClipping::read, RenormClipping::toMap);

    /** Checks the limits against each other. */
    public RenormClipping {
        if (rmax != null && rmin != null && rmax < rmin) {
            throw new Complaint(
                            "renormClipping cannot have these limits",
                            "rmin at most rmax",
                            "rmax %s, rmin %s".formatted(rmax, rmin),
                            "swap them")
                    .asArgument();
        }
        if (dmax != null && dmax < 0) {
            throw new Complaint(
                            "renormClipping cannot have this limit",
                            "dmax from 0",
                            "dmax " + dmax,
                            "give its magnitude")
                    .asArgument();
        }
    }

    private static @Nullable RenormClipping read(Object given) {
        if (given instanceof RenormClipping own) {
            return own;
        }
        if (!(given instanceof Map<?, ?> map)) {
            return null;
        }
        Set<Object> unknown = new LinkedHashSet<>(map.keySet());
        unknown.removeAll(Set.of("rmax", "rmin", "dmax"));
        if (!unknown.isEmpty()) {
            throw new Complaint(
                            "renormClipping has unknown keys",
                            "keys among rmax, rmin, dmax",
                            unknown.toString(),
                            "drop them")
                    .asArgument();
        }
        return new RenormClipping(number(map, "rmax"), number(map, "rmin"), number(map, "dmax"));
    }

    private static @Nullable Double number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number ? number.doubleValue() : null;
    }

    private Object toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (rmax != null) {
            map.put("rmax", rmax);
        }
        if (rmin != null) {
            map.put("rmin", rmin);
        }
        if (dmax != null) {
            map.put("dmax", dmax);
        }
        return map;
    }
}
