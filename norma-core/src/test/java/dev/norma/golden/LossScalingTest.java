package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.constraints.MaxNorm;
import dev.norma.layers.Activation;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Configured;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Weight;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Compile;
import dev.norma.models.Sequential;
import dev.norma.optimizers.LossScaleOptimizer;
import dev.norma.optimizers.Optimizer;
import dev.norma.optimizers.Optimizers;
import dev.norma.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Training by mixed_float16 scales the loss, and skips steps, exactly when Keras does. */
class LossScalingTest {
    @TestFactory
    Stream<DynamicTest> scale_counters_weights_and_losses_equal_keras() {
        List<GoldenCase> cases = GoldenFiles.load("loss-scaling");
        assertThat(cases).hasSize(5);
        return cases.stream()
                .flatMap(golden -> Stream.of(Precision.REFERENCE_FLOAT16, Precision.ONEDNN_FLOAT16)
                        .map(precision -> DynamicTest.dynamicTest(
                                golden + " " + precision,
                                () -> new Agreement(golden, precision, 0)
                                        .check(precision.on(() -> train(golden, precision))))));
    }

    private static Map<String, Tensor> train(GoldenCase golden, Precision precision) {
        Sequential net = network(precision.policy);
        List<Tensor> first = golden.numbered("w");
        net.setWeights(net.weights().stream()
                .map(weight -> first.get(golden.list("weights").indexOf(name(weight))))
                .toList());
        net.compile(Compile.with(optimizer(golden)).loss(new MeanSquaredError()));
        assertThat(net.optimizer()).isInstanceOf(LossScaleOptimizer.class);
        LossScaleOptimizer scaling = (LossScaleOptimizer) net.optimizer();
        Map<String, Tensor> results = new LinkedHashMap<>();
        for (int step = 0; step < golden.integer("steps"); step++) {
            double loss = net.trainOnBatch(golden.array("x." + step), golden.array("y." + step))
                    .get("loss");
            results.put("loss." + step, Tensor.of(loss).reshape());
            for (Weight weight : net.weights()) {
                int number = golden.list("weights").indexOf(name(weight));
                results.put("w.%d.%d".formatted(step, number), weight.value());
            }
            assertThat(state(scaling))
                    .as("scale, steps since it changed, steps made, after step %d of %s", step, golden)
                    .containsExactlyElementsOf(numbers(golden.list("state").get(step)));
        }
        return results;
    }

    private static Sequential network(String policy) {
        return new Sequential(
                new InputLayer(4),
                in(policy, new Dense(5).useBias(false).name("dense")),
                in(policy, new BatchNormalization().momentum(0.75).name("norm")),
                in(policy, new Activation("tanh").name("tanh")),
                in(
                        policy,
                        new Dense(2)
                                .kernelConstraint(new MaxNorm().maxValue(0.75))
                                .name("head")));
    }

    private static <L extends Configured<L>> L in(String policy, L layer) {
        return layer.dtype(policy);
    }

    /** As the case says; where Keras' own defaults are asked for, compile is to scale by itself. */
    private static Optimizer<?> optimizer(GoldenCase golden) {
        Map<String, Object> said = golden.map("optimizer");
        Optimizer<?> inner = Optimizers.named((String) said.get("class"));
        inner.options().configure(config(said));
        double scale = ((Number) golden.said().get("initial_scale")).doubleValue();
        int growth = golden.integer("dynamic_growth_steps");
        return scale == 32768 && growth == 2000
                ? inner
                : new LossScaleOptimizer(inner).initialScale(scale).dynamicGrowthSteps(growth);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> config(Map<String, Object> said) {
        return (Map<String, Object>) said.get("config");
    }

    private static List<Double> state(LossScaleOptimizer optimizer) {
        return Stream.of(
                        optimizer.scale().orElseThrow(),
                        optimizer.state().stream()
                                .filter(p -> p.name().equals("step_counter"))
                                .findFirst()
                                .orElseThrow(),
                        optimizer.iterations())
                .map(parameter -> parameter.value().item())
                .toList();
    }

    private static List<Double> numbers(Object list) {
        return ((List<?>) list).stream().map(n -> ((Number) n).doubleValue()).toList();
    }

    private static String name(Weight weight) {
        return weight.layer().name() + "/" + weight.name();
    }
}
