package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** The rule by which a result equals Keras'. */
final class Agreement {
    private final GoldenCase golden;
    private final Precision precision;
    private final double steps;

    /**
     * A rule for one case.
     *
     * @param steps the float64 bound: 1e-10, or 1e-9 after several steps
     */
    Agreement(GoldenCase golden, Precision precision, double steps) {
        this.golden = golden;
        this.precision = precision;
        this.steps = steps;
    }

    /** The results agree with the recorded ones; all that were recorded are there. */
    void check(Map<String, Tensor> results) {
        assertThat(results.keySet()).as(golden + ": results").containsAll(golden.results());
        golden.results().forEach(name -> check(name, Objects.requireNonNull(results.get(name))));
    }

    private void check(String name, Tensor result) {
        Tensor reference = golden.array(name);
        assertThat(result.shape()).as("%s: shape of %s", golden, name).isEqualTo(reference.shape());
        double largest = largest(reference);
        double difference = 0;
        long at = -1;
        for (long i = 0; i < reference.size(); i++) {
            double expected = reference.getFlat(i);
            double actual = result.getFlat(i);
            if (Double.doubleToLongBits(expected) == Double.doubleToLongBits(actual)) {
                continue;
            }
            double apart = Math.abs(actual - expected);
            if (!(apart <= difference)) {
                difference = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
                at = i;
            }
        }
        if (golden.said().get("profile") instanceof String profile) {
            Conformance.note("grid " + profile, precision.toString(), largest == 0 ? difference : difference / largest);
        }
        assertThat(difference)
                .as("%s, %s: %s differs at element %d of %s", golden, precision, name, at, reference.type())
                .isLessThanOrEqualTo(bound(name, largest));
    }

    private static double largest(Tensor reference) {
        return Arrays.stream(reference.toDoubles())
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    private double bound(String name, double largest) {
        return switch (precision) {
            case REFERENCE_64 -> Math.max(steps, GoldenTolerances.relative64(golden.toString())) * largest;
            case REFERENCE_32, ONEDNN_32 -> 4 * worst(name, "worst32") + 1e-6 * largest;
            case REFERENCE_16, ONEDNN_16 -> 4 * worst(name, "worst16") + largest / 256;
            case REFERENCE_FLOAT16, ONEDNN_FLOAT16 -> 4 * worst(name, "worstFloat16") + largest / 2048;
        };
    }

    private double worst(String name, String flavour) {
        Double worst = golden.beside(name, flavour);
        assertThat(worst).as("%s: %s of %s was recorded", golden, flavour, name).isNotNull();
        return Objects.requireNonNull(worst);
    }
}
