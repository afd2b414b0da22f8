package dev.norma.tensor;

/** What a shape becomes by reshaping: one size of the target may follow from all others. */
public final class Reshaping {
    private Reshaping() {}

    /**
     * The target with its unknown size worked out, where the known sizes allow it.
     *
     * @throws ShapeException if the sizes do not have the same product, or more than one must be guessed
     */
    public static Shape resolve(Shape from, Shape target) {
        int open = -1;
        for (int axis = 0; axis < target.rank(); axis++) {
            if (!target.isKnown(axis)) {
                if (open >= 0) {
                    throw error(from, target, "at most one unknown size", "declare all sizes but one");
                }
                open = axis;
            }
        }
        long known = (open < 0 ? target : target.withDim(open, 1)).size();
        if (!from.isStatic()) {
            return target;
        }
        long size = from.size();
        if (open < 0 && known == size) {
            return target;
        }
        if (open < 0 || known == 0 || size % known != 0) {
            throw error(
                    from, target, "a shape of %d elements".formatted(size), "choose sizes whose product is " + size);
        }
        return target.withDim(open, size / known);
    }

    private static ShapeException error(Shape from, Shape target, String expected, String fix) {
        return new ShapeException("reshape cannot make this shape", expected, "%s to %s".formatted(from, target), fix);
    }
}
