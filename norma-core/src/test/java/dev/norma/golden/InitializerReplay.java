package dev.norma.golden;

import dev.norma.initializers.Initializer;
import dev.norma.initializers.Initializers;
import dev.norma.layers.Layer;
import dev.norma.layers.Weight;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws first values as a recorded case did: by an initializer alone, or by a layer for all of its weights. */
final class InitializerReplay {
    private final GoldenCase golden;
    private final Precision precision;

    InitializerReplay(GoldenCase golden, Precision precision) {
        this.golden = golden;
        this.precision = precision;
    }

    Map<String, Tensor> run() {
        return golden.text("quantity").equals("orthogonal") ? Map.of("gram", gram(draw())) : Map.of("value", draw());
    }

    Tensor draw() {
        Initializer initializer = Initializers.named(golden.text("class"));
        initializer.options().configure(golden.map("config"));
        return initializer.draw(new TensorType(precision.fed(), shape(golden.list("shape"), 0)), 0);
    }

    /** The matrix, whose columns lie along the last axis, times itself, so that the longer side is summed over. */
    private static Tensor gram(Tensor drawn) {
        int columns = (int) drawn.shape().dim(-1);
        int rows = (int) drawn.size() / columns;
        boolean tall = rows >= columns;
        int side = Math.min(rows, columns);
        double[] gram = new double[side * side];
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    gram[i * side + j] += tall
                            ? drawn.getFlat(k * columns + i) * drawn.getFlat(k * columns + j)
                            : drawn.getFlat(i * columns + k) * drawn.getFlat(j * columns + k);
                }
            }
        }
        return Tensor.of(gram).reshape(side, side);
    }

    static Map<String, Tensor> initial(GoldenCase golden, Precision precision) {
        Layer layer = LayerReplay.layer(golden, precision.policy);
        layer.ensureBuilt(List.of(new TensorType(precision.dtype, shape(golden.list("input"), 2))));
        Map<String, Tensor> first = new LinkedHashMap<>();
        for (Weight weight : layer.weights()) {
            first.put(weight.name(), weight.value());
        }
        return first;
    }

    private static Shape shape(List<Object> sizes, long unknown) {
        return Shape.of(sizes.stream()
                .mapToLong(size -> size instanceof Number number ? number.longValue() : unknown)
                .toArray());
    }
}
