package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.batchnorm.Called.How;
import dev.norma.initializers.Constant;
import dev.norma.initializers.Zeros;
import dev.norma.layers.Adjustment;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.RenormClipping;
import dev.norma.layers.Semantics;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The golden vectors of the specification's section 7.6, by their letters, on both back ends. */
class GoldenVectorsTest {
    private static final double[] X = {1, 2, 3, 5, 4, -1};
    private static final double[] G = {1, .5, -.5, 2, .25, -1};
    private static final Shape PAIRS = Shape.of(3, 2);

    @ParameterizedTest
    @EnumSource
    void A_defaults(Machine machine) {
        machine.run(() -> {
            BatchNormalization norm = layer(machine);
            Tensor x = machine.tensor(Shape.of(2, 2), 0, 1, 2, 3);
            double root = Math.sqrt(1.001);
            machine.check("inference", norm.apply(x, false), 0, 1 / root, 2 / root, 3 / root);
            assertThat(2 / root).isCloseTo(1.9990008, within(1.2e-7));
            machine.check("training", norm.apply(x, true), -.99950037, -.99950037, .99950037, .99950037);
            machine.check("moving mean", norm.movingMean().value(), .01, .02);
            machine.check("moving variance", norm.movingVariance().value(), 1, 1);
        });
    }

    private static BatchNormalization layer(Machine machine) {
        return new BatchNormalization().dtype(machine.policy());
    }

    /** Gamma 1.5, beta 0.25, stored mean 0.5 and variance 2. */
    private static BatchNormalization b(Machine machine) {
        return layer(machine)
                .gammaInitializer(new Constant(1.5))
                .betaInitializer(new Constant(.25))
                .movingMeanInitializer(new Constant(.5))
                .movingVarianceInitializer(new Constant(2));
    }

    @ParameterizedTest
    @EnumSource
    void B_training(Machine machine) {
        machine.run(() -> {
            BatchNormalization norm = b(machine);
            Called called = called(machine, norm, How.TRAINING);
            machine.check("y", called.y(), -1.7538153343, .25, .6507630669, 2.0869642331, 1.8530522675, -1.5869642331);
            machine.check("dx", called.dx(), .2580471878, 0, -.7729829579, 1.530548e-4, .5149357701, -1.530548e-4);
            machine.check("dgamma", called.dGamma(), -1.2022892006, 3.6739284662);
            machine.check("dbeta", called.dBeta(), .75, 1.5);
            machine.check("moving mean", norm.movingMean().value(), .5216666667, .515);
            machine.check("moving variance", norm.movingVariance().value(), 1.9955555556, 2.04);
        });
    }

    @ParameterizedTest
    @EnumSource
    void B_inference(Machine machine) {
        machine.run(() -> {
            BatchNormalization norm = b(machine);
            Called called = called(machine, norm, How.INFERENCE);
            machine.check(
                    "y",
                    called.y(),
                    .7801975531,
                    1.8405926592,
                    2.9009877653,
                    5.0217779776,
                    3.9613828715,
                    -1.3405926592);
            machine.check(
                    "dx",
                    called.dx(),
                    1.0603951061,
                    .5301975531,
                    -.5301975531,
                    2.1207902123,
                    .2650987765,
                    -1.0603951061);
            machine.check("dgamma", called.dGamma(), .0883662588, 7.9529632960);
            machine.check("dbeta", called.dBeta(), .75, 1.5);
            machine.check("moving mean", norm.movingMean().value(), .5, .5);
            machine.check("moving variance", norm.movingVariance().value(), 2, 2);
        });
    }

    @ParameterizedTest
    @EnumSource(names = "REFERENCE_64", mode = EnumSource.Mode.EXCLUDE)
    void B_fused_stores_the_unbiased_variance(Machine machine) {
        machine.run(() -> {
            BatchNormalization norm = b(machine).semantics(Semantics.TF_KERAS).axis(-1);
            norm.apply(machine.tensor(Shape.of(3, 1, 1, 2), X), true);
            assertThat(norm.fused()).isTrue();
            machine.check("moving mean", norm.movingMean().value(), .5216666667, .515);
            machine.check("moving variance", norm.movingVariance().value(), 2.0033333333, 2.07);
        });
    }

    @ParameterizedTest
    @EnumSource
    void C_renorm_without_limits(Machine machine) {
        machine.run(() -> {
            BatchNormalization norm = b(machine).renorm(true);
            Called called = called(machine, norm, How.TRAINING);
            machine.check(
                    "y",
                    called.y(),
                    .7803300859,
                    1.8409902577,
                    2.9016504294,
                    5.0229707730,
                    3.9623106012,
                    -1.3409902577);
            machine.check("dx", called.dx(), .2276493662, 0, -.6819259763, 2.651209e-4, .4542766101, -2.651209e-4);
            machine.check("dgamma", called.dGamma(), .0883883476, 7.9549512883);
            machine.check("dbeta", called.dBeta(), .75, 1.5);
            machine.check("moving stddev", norm.weight("moving_stddev").value(), 1.4125476263, 1.4245683653);
            machine.check("renorm stddev", norm.weight("renorm_stddev").value(), 1.4125476263, 1.4245683653);
            machine.check("moving variance", norm.movingVariance().value(), 1.9942907966, 2.0283950275);
        });
    }

    @ParameterizedTest
    @EnumSource
    void D_renorm_with_limits_in_Keras_3_and_Keras_2(Machine machine) {
        machine.run(() -> {
            for (Semantics semantics : Semantics.values()) {
                BatchNormalization norm = layer(machine)
                        .semantics(semantics)
                        .renorm(true)
                        .renormClipping(RenormClipping.of(1.1, .9, .1))
                        .momentum(.9)
                        .renormMomentum(.8);
                for (int call = 0; call < 3; call++) {
                    machine.check(
                            "y",
                            norm.apply(machine.tensor(PAIRS, X), true),
                            -1.3694645785,
                            .1,
                            .3938929157,
                            1.4471071043,
                            1.2755716628,
                            -1.2471071043);
                }
                machine.check("moving mean", norm.movingMean().value(), .7226666667, .542);
                machine.check("moving stddev", norm.weight("moving_stddev").value(), 1.0671050082, 1.3928670356);
                machine.check("moving variance", norm.movingVariance().value(), 1.1377130985, 1.9390785790);
                machine.check("renorm mean", norm.weight("renorm_mean").value(), 1.3013333333, .976);
                machine.check("renorm stddev", norm.weight("renorm_stddev").value(), 1.1208385387, 1.7074506029);
            }
        });
    }

    private static BatchNormalization ghosts(Machine machine) {
        return layer(machine)
                .semantics(Semantics.TF_KERAS)
                .virtualBatchSize(3)
                .momentum(.5)
                .renormMomentum(.5);
    }

    @ParameterizedTest
    @EnumSource
    void E_ghost_batches(Machine machine) {
        machine.run(() -> {
            BatchNormalization norm = ghosts(machine);
            Tensor x = machine.count(Shape.of(6, 1));
            machine.check("y", norm.apply(x, true), -1.2245153, -1.2245153, 0, 0, 1.2245153, 1.2245153);
            assertThat(norm.movingMean().shape()).isEqualTo(Shape.of(1, 1, 1));
            machine.check("moving mean", norm.movingMean().value(), 1.25);
            machine.check("moving variance", norm.movingVariance().value(), 1.83333333);
            machine.check(
                    "inference",
                    norm.apply(x, false),
                    Arrays.stream(new double[] {0, 1, 2, 3, 4, 5})
                            .map(at -> (at - 1.25) / Math.sqrt(11 / 6. + .001))
                            .toArray());
            assertThat((5 - 1.25) / Math.sqrt(11 / 6. + .001)).isCloseTo(2.7688034, within(2e-7));
        });
    }

    @ParameterizedTest
    @EnumSource
    void E_ghost_batches_with_renorm(Machine machine) {
        machine.run(() -> machine.check(
                "y",
                ghosts(machine).renorm(true).apply(machine.count(Shape.of(6, 1)), true),
                .5,
                .5,
                2.5,
                2.5,
                4.5,
                4.5));
    }

    @ParameterizedTest
    @EnumSource
    void F_adjustment(Machine machine) {
        machine.run(() -> {
            BatchNormalization norm = layer(machine)
                    .semantics(Semantics.TF_KERAS)
                    .gammaInitializer(new Constant(1.5))
                    .betaInitializer(new Constant(.25))
                    .adjustment(Adjustment.of(Tensor.of(2f, 3f), Tensor.of(.5f, -.5f)));
            machine.check(
                    "y",
                    norm.apply(machine.tensor(PAIRS, X), true),
                    -3.0076307,
                    -.5,
                    1.8015261,
                    5.0108927,
                    4.2061045,
                    -6.0108927);
            machine.check("moving mean", norm.movingMean().value(), .0266667, .02);
            machine.check("moving variance", norm.movingVariance().value(), 1.0055556, 1.05);
        });
    }

    @ParameterizedTest
    @EnumSource(names = "REFERENCE_64", mode = EnumSource.Mode.EXCLUDE)
    void G_mask(Machine machine) {
        machine.run(() -> {
            Shape shape = Shape.of(1, 4, 2);
            Called called = Called.of(
                    layer(machine),
                    machine.tensor(shape, 1, 5, 2, 5, 0, 0, 0, 0),
                    machine.count(shape),
                    How.TRAINING.masked(Tensor.of(new boolean[][] {{true, true, false, false}})));
            machine.checkWithin(
                    "y",
                    called.y(),
                    1e-5,
                    1e-6,
                    -.9980060,
                    0,
                    .9980061,
                    0,
                    -2.9940181,
                    -158.1138764,
                    -2.9940181,
                    -158.1138764);
            machine.checkWithin(
                    "dx",
                    called.dx(),
                    1e-4,
                    0,
                    -39.80891,
                    -221.35942,
                    19.84879,
                    -158.11386,
                    7.98405,
                    158.11388,
                    11.97607,
                    221.35942);
        });
    }

    @ParameterizedTest
    @EnumSource
    void H_several_axes(Machine machine) {
        machine.run(() -> {
            BatchNormalization norm =
                    layer(machine).semantics(Semantics.TF_KERAS).axes(1, 2).momentum(.5);
            Tensor y = norm.apply(machine.count(Shape.of(2, 2, 3)), true);
            double[] expected = new double[12];
            Arrays.setAll(expected, i -> i < 6 ? -.99994445 : .99994445);
            machine.check("y", y, expected);
            assertThat(norm.movingMean().shape()).isEqualTo(Shape.of(1, 2, 3));
            machine.check("moving mean", norm.movingMean().value(), 1.5, 2, 2.5, 3, 3.5, 4);
            machine.check("moving variance", norm.movingVariance().value(), 5, 5, 5, 5, 5, 5);
        });
    }

    @ParameterizedTest
    @EnumSource
    void I_channels_first(Machine machine) {
        machine.run(() -> {
            for (Semantics semantics : Semantics.values()) {
                BatchNormalization norm =
                        layer(machine).semantics(semantics).axis(1).momentum(0).movingVarianceInitializer(new Zeros());
                Tensor y = norm.apply(machine.count(Shape.of(2, 2, 2, 2)), true);
                boolean fused = semantics != Semantics.KERAS3 && !machine.isExact();
                double variance = fused ? 19.7142857 : 17.25;
                machine.check("moving mean", norm.movingMean().value(), 5.5, 9.5);
                machine.check("moving variance", norm.movingVariance().value(), variance, variance);
                machine.check(
                        "y", Tensor.of(y.get(0, 0, 0, 0), y.get(0, 1, 0, 0)).cast(y.dtype()), -1.3242060, -1.3242060);
            }
        });
    }

    private static Called called(Machine machine, BatchNormalization norm, How how) {
        return Called.of(norm, machine.tensor(PAIRS, X), machine.tensor(PAIRS, G), how);
    }
}
