package dev.norma.tensor;

import java.util.StringJoiner;

/** Writes tensors as text. */
final class Printer {
    private Printer() {}

    static String print(Tensor tensor) {
        return part(tensor, 0, 0, tensor.size());
    }

    private static String part(Tensor tensor, int axis, long from, long count) {
        if (axis == tensor.rank()) {
            return element(tensor, from);
        }
        long length = tensor.shape().dim(axis);
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (long i = 0; i < length; i++) {
            text.add(part(tensor, axis + 1, from + i * (count / length), count / length));
        }
        return text.toString();
    }

    private static String element(Tensor tensor, long i) {
        return switch (tensor.dtype()) {
            case FLOAT32 -> Float.toString((float) tensor.getFlat(i));
            case FLOAT64, BFLOAT16, FLOAT16 -> Double.toString(tensor.getFlat(i));
            case BOOL -> tensor.getFlat(i) != 0 ? "true" : "false";
            case STRING -> '"' + tensor.toStrings()[(int) i] + '"';
            case INT8, INT16, INT32, UINT8, INT64 -> Long.toString((long) tensor.getFlat(i));
        };
    }
}
