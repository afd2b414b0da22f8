package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Sub-graphs over other operands. */
final class Bodies {
    private Bodies() {}

    /** The body with its inputs retyped; the same body where no type changed. */
    static Graph bind(Graph body, List<TensorType> types) {
        if (body.inputTypes().equals(types)) {
            return body;
        }
        Copy copy = new Copy();
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Value old = body.inputs().get(i);
            Value input = Leaf.value(((Leaf) old.op()).name(), types.get(i), null);
            copy.replace(old, input);
            inputs.add(input);
        }
        return new Graph(inputs, copy.of(body.outputs()));
    }

    static List<TensorType> types(List<Value> values) {
        return values.stream().map(Value::type).toList();
    }
}
