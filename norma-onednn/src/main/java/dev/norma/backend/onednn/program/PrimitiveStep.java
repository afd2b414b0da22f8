package dev.norma.backend.onednn.program;

import dev.norma.backend.onednn.ffi.Arguments;
import dev.norma.backend.onednn.ffi.Engine;
import dev.norma.backend.onednn.ffi.Memory;
import dev.norma.backend.onednn.ffi.MemoryDesc;
import dev.norma.backend.onednn.ffi.Primitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A primitive of oneDNN, its arguments by role. */
public record PrimitiveStep(String name, Engine engine, Primitive primitive, List<Operand> operands) implements Step {
    /** An argument: its role, how it lies in memory, and which buffer it is. */
    public record Operand(int role, MemoryDesc desc, int buffer) {}

    /** Keeps a copy of the operands. */
    public PrimitiveStep {
        operands = List.copyOf(operands);
    }

    @Override
    public Runnable prepare(Frame frame) {
        SequencedMap<Integer, Memory> memories = new LinkedHashMap<>();
        for (Operand operand : operands) {
            memories.put(operand.role, Memory.at(frame.scope, engine, operand.desc, frame.memory(operand.buffer)));
        }
        Arguments arguments = Arguments.of(frame.scope, memories);
        return () -> engine.execute(primitive, arguments);
    }
}
