package dev.norma.data;

import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts elements of equal types on top of each other along a new first axis. */
final class Stack {
    private Stack() {}

    static Batch of(Batch[] elements) {
        Batch first = elements[0];
        for (Batch element : elements) {
            checkParts(first, element);
        }
        Map<String, Tensor> features = stack("features", first.features(), elements, Batch::features);
        Map<String, Tensor> labels = stack("labels", first.labels(), elements, Batch::labels);
        Batch stacked = Batch.named(features, labels);
        if (first.sampleWeight().isEmpty()) {
            return stacked;
        }
        List<Tensor> weights = new ArrayList<>(elements.length);
        for (Batch element : elements) {
            weights.add(element.sampleWeight().orElseThrow());
        }
        return stacked.withSampleWeight(stack("the sample weights", weights));
    }

    private static Map<String, Tensor> stack(
            String kind, Map<String, Tensor> first, Batch[] elements, Function<Batch, Map<String, Tensor>> parts) {
        Map<String, Tensor> stacked = new LinkedHashMap<>();
        for (String name : first.keySet()) {
            List<Tensor> tensors = new ArrayList<>(elements.length);
            for (Batch element : elements) {
                tensors.add(parts.apply(element).get(name));
            }
            stacked.put(name, stack("%s \"%s\"".formatted(kind, name), tensors));
        }
        return stacked;
    }

    private static Tensor stack(String what, List<Tensor> tensors) {
        TensorType one = tensors.getFirst().type();
        for (int i = 1; i < tensors.size(); i++) {
            TensorType other = tensors.get(i).type();
            if (!other.equals(one)) {
                throw new ShapeException(
                        "elements of different types cannot go into one batch",
                        "%s %s in each element, as in the first of the batch".formatted(what, one),
                        "%s in element %d of the batch".formatted(other, i),
                        "pad, cut or convert the elements with map before batch");
            }
        }
        TensorType type = one.withShape(one.shape().inserted(0, tensors.size()));
        return one.dtype() == DType.STRING ? strings(type, tensors) : numbers(type, tensors);
    }

    private static Tensor numbers(TensorType type, List<Tensor> tensors) {
        MemorySegment data = Elements.allocate(type.dtype(), type.shape().size());
        long at = 0;
        for (Tensor tensor : tensors) {
            MemorySegment from = tensor.segment();
            MemorySegment.copy(from, 0, data, at, from.byteSize());
            at += from.byteSize();
        }
        return Tensor.adopt(type, data);
    }

    private static Tensor strings(TensorType type, List<Tensor> tensors) {
        List<String> all = new ArrayList<>();
        for (Tensor tensor : tensors) {
            all.addAll(List.of(tensor.toStrings()));
        }
        return Tensor.ofStrings(type.shape(), all.toArray(String[]::new));
    }

    private static void checkParts(Batch first, Batch element) {
        if (!first.features().keySet().equals(element.features().keySet())
                || !first.labels().keySet().equals(element.labels().keySet())
                || first.sampleWeight().isPresent() != element.sampleWeight().isPresent()) {
            throw new ShapeException(
                    "elements with different parts cannot go into one batch",
                    first.toString(),
                    element.toString(),
                    "let each element have the same features, labels and sample weights");
        }
    }
}
