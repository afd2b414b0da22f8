package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.layers.Configured;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Layer;
import dev.norma.layers.Layers;
import dev.norma.layers.Weight;
import dev.norma.models.Sequential;
import dev.norma.tensor.Tensor;
import dev.norma.training.RecalibrationReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Recalibrated statistics equal those that NumPy finds in all rows at once: to 1e-9 in float64, by the rule in float32. */
class PopulationStatisticsTest {
    @TestFactory
    Stream<DynamicTest> statistics_of_networks_equal_numpy() {
        List<GoldenCase> cases = GoldenFiles.load("recalibration");
        assertThat(cases).hasSizeGreaterThan(10);
        return cases.stream()
                .flatMap(golden -> Stream.of(Precision.REFERENCE_64, Precision.REFERENCE_32, Precision.ONEDNN_32)
                        .map(precision -> DynamicTest.dynamicTest(
                                golden + " " + precision,
                                () -> new Agreement(golden, precision, 1e-9)
                                        .check(precision.on(() -> replay(golden, precision))))));
    }

    private static Map<String, Tensor> replay(GoldenCase golden, Precision precision) {
        Sequential net = network(golden, precision);
        Tensor x = precision.feed(golden.array("x"));
        RecalibrationReport report = net.recalibrate(batches(golden, x));
        long norms = net.layers().stream()
                .filter(layer -> layer.className().equals("BatchNormalization"))
                .count();
        assertThat(report.readings()).isEqualTo(norms).isGreaterThanOrEqualTo(3);
        assertThat(report.isExact()).isTrue();
        Map<String, Tensor> results = new LinkedHashMap<>();
        for (Weight weight : net.nonTrainableWeights()) {
            results.put(weight.layer().name() + "/" + weight.name(), weight.value());
        }
        results.put("predict", net.predict(x));
        return results;
    }

    @SuppressWarnings("unchecked")
    private static Sequential network(GoldenCase golden, Precision precision) {
        long[] shape = golden.list("shape").stream()
                .mapToLong(dim -> ((Number) dim).longValue())
                .toArray();
        Sequential net = new Sequential(new InputLayer(precision.fed(), shape));
        for (Object each : golden.list("layers")) {
            Map<String, Object> said = (Map<String, Object>) each;
            Layer layer = Layers.named((String) said.get("class"));
            layer.configure((Map<String, Object>) said.get("config"));
            ((Configured<?>) layer).name((String) said.get("name")).dtype(precision.policy);
            net.add(layer);
        }
        List<Object> weights = golden.list("weights");
        for (int i = 0; i < weights.size(); i++) {
            String[] path = ((String) weights.get(i)).split("/", -1);
            net.getLayer(path[0]).weight(path[1]).set(golden.array("w." + i));
        }
        return net;
    }

    private static Dataset batches(GoldenCase golden, Tensor x) {
        List<Batch> batches = new ArrayList<>();
        long from = 0;
        for (Object size : golden.list("batches")) {
            long to = from + ((Number) size).longValue();
            Batch batch = Batch.of(x.rows(from, to));
            Tensor weights = golden.find("sample_weight");
            batches.add(weights == null ? batch : batch.withSampleWeight(weights.rows(from, to)));
            from = to;
        }
        assertThat(from).isEqualTo(x.shape().dim(0));
        return Dataset.generator(batches::iterator);
    }
}
