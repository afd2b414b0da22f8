package dev.norma.backend.onednn.lower;

import dev.norma.backend.onednn.kernels.Access;
import dev.norma.backend.onednn.program.Step;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A piece of work: elementwise, a sum over columns, or a step of its own. */
abstract sealed class Item {
    /** Where in the program it was drawn. */
    int order;

    @Nullable
    Unit unit;

    abstract List<Cell> inputs();

    abstract List<Cell> outputs();

    /** An operand of elementwise work: where its elements are found. */
    record Operand(Cell cell, Access access) {}

    /** One result element for each element of a loop. */
    static final class Map extends Item {
        final Code code;
        final List<Operand> operands;
        final Cell result;

        Map(Code code, List<Operand> operands, Cell result) {
            this.code = code;
            this.operands = List.copyOf(operands);
            this.result = result;
        }

        @Override
        List<Cell> inputs() {
            return operands.stream().map(Operand::cell).toList();
        }

        @Override
        List<Cell> outputs() {
            return List.of(result);
        }
    }

    /** Sums (one result) or mean and variance (two) of the columns of a matrix, as many as {@code period}. */
    static final class Column extends Item {
        final Cell x;
        final int period;
        final List<Cell> results;

        Column(Cell x, int period, List<Cell> results) {
            this.x = x;
            this.period = period;
            this.results = List.copyOf(results);
        }

        @Override
        List<Cell> inputs() {
            return List.of(x);
        }

        @Override
        List<Cell> outputs() {
            return results;
        }
    }

    /** Work that is a step by itself. */
    static final class Own extends Item {
        final String name;
        final List<Cell> operands;
        final List<Cell> results;
        final List<Cell> scratch;
        final boolean reorder;
        /** Whether the interpreter runs it. */
        final boolean fallback;

        final Maker maker;

        /** Makes the step once buffers have numbers. */
        interface Maker {
            Step make();
        }

        Own(String name, List<Cell> operands, List<Cell> results, List<Cell> scratch, boolean reorder, Maker maker) {
            this(name, operands, results, scratch, reorder, false, maker);
        }

        private Own(
                String name,
                List<Cell> operands,
                List<Cell> results,
                List<Cell> scratch,
                boolean reorder,
                boolean fallback,
                Maker maker) {
            this.fallback = fallback;
            this.name = name;
            this.operands = List.copyOf(operands);
            this.results = List.copyOf(results);
            this.scratch = List.copyOf(scratch);
            this.reorder = reorder;
            this.maker = maker;
        }

        /** An operation that the interpreter runs. */
        static Own fallback(String name, List<Cell> operands, List<Cell> results, Maker maker) {
            return new Own(name, operands, results, List.of(), false, true, maker);
        }

        @Override
        List<Cell> inputs() {
            return operands;
        }

        @Override
        List<Cell> outputs() {
            return Stream.concat(results.stream(), scratch.stream()).toList();
        }
    }
}
