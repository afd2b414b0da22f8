package dev.norma.losses;

import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import java.util.List;

/** Brings labels and predictions together whose ranks differ by a last axis of size 1, as Keras does. */
public final class Ranks {
    private Ranks() {}

    /** The two with a last axis of size 1 dropped or added where their ranks differ by it; else as they are. */
    public static <T extends Operand<T>> List<T> same(T a, T b) {
        int ranks = a.shape().rank() - b.shape().rank();
        if (ranks == 1 && isColumn(a)) {
            return b.shape().rank() == 1 ? List.of(a, Ops.expandDims(b, -1)) : List.of(Ops.squeeze(a, -1), b);
        }
        if (ranks == -1 && isColumn(b)) {
            return a.shape().rank() == 1 ? List.of(Ops.expandDims(a, -1), b) : List.of(a, Ops.squeeze(b, -1));
        }
        return List.of(a, b);
    }

    /** Class numbers without the last axis of size 1 that they may have, so that their rank is one below the predictions'. */
    public static <T extends Operand<T>> T classNumbers(T yTrue, T yPred) {
        return yTrue.shape().rank() == yPred.shape().rank() && isColumn(yTrue) ? Ops.squeeze(yTrue, -1) : yTrue;
    }

    private static <T extends Operand<T>> boolean isColumn(T x) {
        return x.shape().rank() > 0 && x.shape().dimOrUnknown(-1) == 1;
    }
}
