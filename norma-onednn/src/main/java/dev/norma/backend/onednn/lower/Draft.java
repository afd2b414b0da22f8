package dev.norma.backend.onednn.lower;

import dev.norma.backend.onednn.ffi.Engine;
import dev.norma.backend.onednn.ffi.MemoryDesc;
import dev.norma.backend.onednn.ffi.NativeScope;
import dev.norma.backend.onednn.ffi.NativeType;
import dev.norma.backend.onednn.kernels.Access;
import dev.norma.backend.onednn.program.SharedStep;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The items of a program as they are drawn. */
final class Draft {
    final NativeScope scope;
    final Engine engine;
    /** Whether results of forward primitives must serve backward ones. */
    final boolean training;

    final List<Item> items = new ArrayList<>();

    Draft(NativeScope scope, Engine engine, boolean training) {
        this.scope = scope;
        this.engine = engine;
        this.training = training;
    }

    void add(Item item) {
        item.order = items.size();
        items.add(item);
        item.outputs().forEach(cell -> cell.producer = item);
    }

    // ---- elementwise

    Cell one(Elementwise function, Cell x) {
        return map(new Code.One(function), function.isTest() ? DType.BOOL : x.dtype(), x.dims(), x);
    }

    Cell two(Operator operator, Cell a, Cell b) {
        return two(operator, operator.isTest() ? DType.BOOL : a.dtype(), a, b);
    }

    Cell two(Operator operator, DType dtype, Cell a, Cell b) {
        return map(new Code.Two(operator), dtype, stretched(a.dims(), b.dims()), a, b);
    }

    Cell to(DType dtype, Cell x) {
        return x.dtype() == dtype ? x : map(new Code.To(dtype), dtype, x.dims(), x);
    }

    Cell number(double value, Cell like) {
        return Cell.fill(value, like.dtype().isFloat() ? DType.FLOAT32 : like.dtype());
    }

    Cell map(Code code, DType dtype, long[] dims, Cell... operands) {
        Cell result = Cell.made(dtype, dims);
        List<Item.Operand> walked = new ArrayList<>();
        for (Cell operand : operands) {
            Optional<Access> access = access(operand.dims(), dims);
            Cell given = access.isPresent() ? operand : stretch(operand, dims);
            walked.add(new Item.Operand(given, access.orElse(Access.full(result.count()))));
        }
        add(new Item.Map(code, walked, result));
        return result;
    }

    /** A copy of {@code x} in larger dims, for those that no loop walks directly. */
    Cell stretch(Cell x, long[] dims) {
        return Movement.stretch(this, x, dims);
    }

    static long[] stretched(long[] a, long[] b) {
        int rank = Math.max(a.length, b.length);
        long[] dims = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            long left = at(a, axis, rank);
            long right = at(b, axis, rank);
            dims[axis] = left == 1 ? right : left;
        }
        return dims;
    }

    private static long at(long[] dims, int axis, int rank) {
        int own = axis - (rank - dims.length);
        return own < 0 ? 1 : dims[own];
    }

    /** How a loop over {@code dims} walks an operand; nothing if it cannot without a copy. */
    static Optional<Access> access(long[] operand, long[] dims) {
        long count = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        long period = 1;
        int axis = dims.length - 1;
        while (axis >= 0 && at(operand, axis, dims.length) == dims[axis]) {
            period *= dims[axis--];
        }
        if (axis < 0) {
            return Optional.of(Access.full(count));
        }
        long block = period;
        while (axis >= 0 && at(operand, axis, dims.length) == 1) {
            block *= dims[axis--];
        }
        for (; axis >= 0; axis--) {
            if (at(operand, axis, dims.length) != dims[axis]) {
                return Optional.empty();
            }
        }
        return Optional.of(new Access(period, block));
    }

    // ---- kernels of our own

    /** Computes the numbers of a result from those of the operands. */
    interface Kernel {
        void run(MemorySegment[] operands, MemorySegment result);
    }

    /** A kernel that one thread runs. */
    Cell own(String name, Cell result, Kernel kernel, Cell... operands) {
        add(new Item.Own(
                name,
                List.of(operands),
                List.of(result),
                List.of(),
                false,
                () -> new SharedStep(
                        name + " " + result,
                        (frame, _, _, _) -> {
                            MemorySegment[] memory = new MemorySegment[operands.length];
                            for (int i = 0; i < memory.length; i++) {
                                memory[i] = frame.memory(operands[i].root().buffer);
                            }
                            kernel.run(memory, frame.memory(result.root().buffer));
                        },
                        false)));
        return result;
    }

    // ---- native

    /** Whether this processor's primitives take this type. */
    boolean takes(DType dtype) {
        return dtype == DType.FLOAT32 || (dtype == DType.BFLOAT16 && (engine.instructionSet() & AVX512) == AVX512);
    }

    private static final int AVX512 = 0x27;

    static NativeType type(Cell cell) {
        return switch (cell.dtype()) {
            case FLOAT32 -> NativeType.F32;
            case BFLOAT16 -> NativeType.BF16;
            case INT32 -> NativeType.S32;
            default -> NativeType.U8;
        };
    }

    MemoryDesc rowMajor(Cell cell, long... dims) {
        return MemoryDesc.rowMajor(scope, engine, type(cell), dims);
    }

    MemoryDesc strided(Cell cell, long[] dims, long[] strides) {
        return MemoryDesc.strided(scope, engine, type(cell), dims, strides);
    }

    static long[] strides(long[] dims) {
        return Shape.of(dims).strides();
    }
}
