package dev.norma.models;

import dev.norma.ops.Ops;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Batches of results one behind the other. */
final class Rows {
    private Rows() {}

    static List<Tensor> join(List<List<Tensor>> parts) {
        List<Tensor> joined = new ArrayList<>();
        for (int i = 0; i < parts.getFirst().size(); i++) {
            int output = i;
            List<Tensor> rows = parts.stream().map(part -> part.get(output)).toList();
            joined.add(rows.size() == 1 ? rows.getFirst() : Ops.concatenate(rows, 0));
        }
        return joined;
    }
}
