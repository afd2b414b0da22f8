package dev.norma.runtime.interpreter;

import dev.norma.tensor.Shape;
import dev.norma.tensor.TakenEntries;

/** Operations that choose elements by number, and what they pass back. */
final class Indexing {
    private Indexing() {}

    static double[] gather(Numbers x, Numbers indices, int axis, Shape shape) {
        Lanes lanes = Lanes.of(x.shape(), axis);
        int[] entries = entries("gather", indices.values(), x.shape(), axis);
        int inner = lanes.step();
        double[] result = new double[Math.toIntExact(shape.size())];
        int to = 0;
        for (int outer = 0; outer < outer(lanes); outer++) {
            for (int entry : entries) {
                System.arraycopy(x.values(), (outer * lanes.length() + entry) * inner, result, to, inner);
                to += inner;
            }
        }
        return result;
    }

    /** Zeros of the shape, with g added where {@link #gather} took from. */
    static double[] gatherGradient(Numbers g, Numbers indices, Shape shape, int axis) {
        Lanes lanes = Lanes.of(shape, axis);
        int[] entries = entries("gather", indices.values(), shape, axis);
        int inner = lanes.step();
        double[] result = new double[Math.toIntExact(shape.size())];
        int from = 0;
        for (int outer = 0; outer < outer(lanes); outer++) {
            for (int entry : entries) {
                int to = (outer * lanes.length() + entry) * inner;
                for (int i = 0; i < inner; i++) {
                    result[to + i] += g.values()[from++];
                }
            }
        }
        return result;
    }

    static double[] takeAlongAxis(Numbers x, Numbers indices, int axis, Shape shape) {
        int[] places = places(x.shape(), indices, axis, shape);
        double[] result = new double[places.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = x.values()[places[i]];
        }
        return result;
    }

    /** Zeros of the shape, with g added where {@link #takeAlongAxis} took from. */
    static double[] takeAlongAxisGradient(Numbers g, Numbers indices, int axis, Shape shape) {
        int[] places = places(shape, indices, axis, g.shape());
        double[] result = new double[Math.toIntExact(shape.size())];
        for (int i = 0; i < places.length; i++) {
            result[places[i]] += g.values()[i];
        }
        return result;
    }

    static double[] oneHot(Numbers indices, int depth) {
        double[] result = new double[Math.multiplyExact(indices.size(), depth)];
        for (int i = 0; i < indices.size(); i++) {
            double index = indices.values()[i];
            if (index >= 0 && index < depth) {
                result[i * depth + (int) index] = 1;
            }
        }
        return result;
    }

    /** For each element taken, where it lies in an array of shape {@code x}. */
    private static int[] places(Shape x, Numbers indices, int axis, Shape taken) {
        int[] entries = entries("takeAlongAxis", Shapes.stretch(indices, taken), x, axis);
        Lanes from = Lanes.of(x, axis);
        Lanes to = Lanes.of(taken, axis);
        int[] places = new int[entries.length];
        for (int lane = 0; lane < to.count(); lane++) {
            for (int i = 0; i < to.length(); i++) {
                int at = to.start(lane) + i * to.step();
                places[at] = from.start(lane) + entries[at] * from.step();
            }
        }
        return places;
    }

    private static int outer(Lanes lanes) {
        return lanes.step() == 0 ? 0 : lanes.count() / lanes.step();
    }

    /** The indices counted from 0, each checked. */
    private static int[] entries(String op, double[] indices, Shape x, int axis) {
        long size = x.dim(axis);
        int[] entries = new int[indices.length];
        for (int i = 0; i < entries.length; i++) {
            double index = indices[i];
            if (!TakenEntries.isOn(index, size)) {
                throw TakenEntries.off(op, (long) index, i, x, axis);
            }
            entries[i] = (int) (index < 0 ? index + size : index);
        }
        return entries;
    }
}
