package dev.norma.graph;

import org.jspecify.annotations.Nullable;

/**
 * The text of a graph, for people and for tests. Reading what was written gives an equal graph: the same nodes in the
 * same order, with their types, attributes, origins and numbers.
 *
 * <pre>
 *   input %0 "x" : float32[?, 2]
 *   input %1 "kernel" : float32[2, 3]
 *   %2 = matMul %0, %1, transposeLhs=false, transposeRhs=false : float32[?, 3] @ "dense"
 *   %3 = multiply %2, fill(0.5) : float32[?, 3] @ "dense"
 *   output %3
 * </pre>
 *
 * <p>An elementwise operation goes by its function's name, any other by its record's. Operands come as the record lists
 * them, {@code none} for one that is absent; attributes follow their names. A fill of one use stands in place, with its
 * type unless that is a float32 scalar. Bodies stand indented in braces. Constants of up to 16 elements are written out, larger
 * ones as their bytes in base64, in the machine's byte order.
 */
public final class GraphText {
    private GraphText() {}

    /** The text. Also of a graph that does not verify, as far as possible. */
    public static String print(Graph graph) {
        return GraphPrinter.print(graph);
    }

    /**
     * The graph of a text.
     *
     * @param world the drawing that its inputs belong to; null for none
     * @throws IllegalArgumentException if the text is not as {@link #print} writes it, or a type is not what its operation
     *     infers; the message names the line
     */
    public static Graph parse(String text, @Nullable World world) {
        return new GraphParser(new Cursor(text), world).whole();
    }
}
