package dev.norma.backend.onednn.kernels;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.tensor.DType;
import java.lang.foreign.MemorySegment;

/** One operation on a chunk: registers by number, floats and ints counted apart. */
public sealed interface Instruction {
    /** A function of floats. */
    record Unary(Elementwise function, int x, int out) implements Instruction {}

    /** A function of two floats. */
    record Binary(Operator operator, int a, int b, int out) implements Instruction {}

    /** A comparison of two floats; the result is an int. */
    record Compare(Operator operator, int a, int b, int out) implements Instruction {}

    /** Whether a float is above 0; the result is an int. */
    record Positive(int x, int out) implements Instruction {}

    /** A test of a float; the result is an int. */
    record Test(Elementwise function, int x, int out) implements Instruction {}

    /** One of two floats, as an int says. */
    record Select(int condition, int then, int otherwise, int out) implements Instruction {}

    /** A float or 0, as an int says. */
    record Keep(int condition, int then, int out) implements Instruction {}

    /** A function of ints. */
    record IntUnary(Elementwise function, int x, int out) implements Instruction {}

    /** A function of two ints. */
    record IntBinary(Operator operator, int a, int b, int out) implements Instruction {}

    /** One of two ints, as an int says. */
    record IntSelect(int condition, int then, int otherwise, int out) implements Instruction {}

    /** Another element type; {@code x} and {@code out} count floats or ints as the types have it. */
    record Convert(DType from, DType to, int x, int out) implements Instruction {}

    /** What it computes, for people. */
    default String name() {
        return switch (this) {
            case Unary(var function, int _, int _) -> function.name();
            case Binary(var operator, int _, int _, int _) -> operator.name();
            case Compare(var operator, int _, int _, int _) -> operator.name();
            case Test(var function, int _, int _) -> function.name();
            case Positive _ -> "POSITIVE";
            case Keep _ -> "KEEP";
            case Select _, IntSelect _ -> "SELECT";
            case IntUnary(var function, int _, int _) -> function.name();
            case IntBinary(var operator, int _, int _, int _) -> operator.name();
            case Convert(var _, DType to, int _, int _) -> "TO_" + to.name();
        };
    }

    /** Runs it on the first {@code n} elements; the two int registers behind {@code spare} are overwritten. {@code views} are the float registers again. */
    default void run(float[][] f, MemorySegment[] views, int[][] i, int n, int spare) {
        switch (this) {
            case Unary(var function, int x, int out) -> Floats.unary(function, f[x], f[out], n);
            case Binary(var operator, int a, int b, int out) -> Floats.binary(operator, f[a], f[b], f[out], n);
            case Compare(var operator, int a, int b, int out) ->
                Masks.compare(operator, views[a], views[b], i[out], n, i[spare], i[spare + 1]);
            case Positive(int x, int out) -> Masks.positive(views[x], i[out], n, i[spare]);
            case Keep(int condition, int then, int out) ->
                Masks.keep(i[condition], views[then], views[out], n, i[spare]);
            case Test(var function, int x, int out) -> Floats.test(function, f[x], i[out], n);
            case Select(int condition, int then, int otherwise, int out) ->
                Masks.select(i[condition], views[then], views[otherwise], views[out], n, i[spare], i[spare + 1]);
            case IntUnary(var function, int x, int out) -> Ints.unary(function, i[x], i[out], n);
            case IntBinary(var operator, int a, int b, int out) -> Ints.binary(operator, i[a], i[b], i[out], n);
            case IntSelect(int condition, int then, int otherwise, int out) ->
                Ints.select(i[condition], i[then], i[otherwise], i[out], n);
            case Convert convert -> convert(convert, f, views, i, n, i[spare]);
        }
    }

    private static void convert(Convert c, float[][] f, MemorySegment[] views, int[][] i, int n, int[] x) {
        if (c.from.isFloat()) {
            switch (c.to) {
                case BFLOAT16 -> Halves.round(views[c.x], views[c.out], n, x);
                case FLOAT32 -> System.arraycopy(f[c.x], 0, f[c.out], 0, n);
                case BOOL -> Ints.truths(f[c.x], i[c.out], n);
                default -> Ints.fromFloats(f[c.x], i[c.out], n);
            }
        } else {
            switch (c.to) {
                case FLOAT32 -> Floats.fromInts(i[c.x], f[c.out], n);
                case BFLOAT16 -> {
                    Floats.fromInts(i[c.x], f[c.out], n);
                    Halves.round(views[c.out], views[c.out], n, x);
                }
                case BOOL -> Ints.truths(i[c.x], i[c.out], n);
                default -> System.arraycopy(i[c.x], 0, i[c.out], 0, n);
            }
        }
    }
}
