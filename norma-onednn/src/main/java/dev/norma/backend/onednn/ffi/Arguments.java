package dev.norma.backend.onednn.ffi;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SequencedMap;

/** A primitive's arguments as the array the C interface reads, built once. */
public final class Arguments {
    private static final long BYTES_EACH = 16;
    private static final long MEMORY_OFFSET = 8;

    private final MemorySegment address;
    private final int count;

    private Arguments(MemorySegment address, int count) {
        this.address = address;
        this.count = count;
    }

    /** The arguments by their {@link Arg role}; they live as long as the scope. */
    public static Arguments of(NativeScope scope, SequencedMap<Integer, Memory> memories) {
        MemorySegment array = scope.allocate(BYTES_EACH * memories.size());
        long offset = 0;
        for (var each : memories.entrySet()) {
            array.set(ValueLayout.JAVA_INT, offset, each.getKey());
            array.set(
                    ValueLayout.ADDRESS, offset + MEMORY_OFFSET, each.getValue().handle());
            offset += BYTES_EACH;
        }
        return new Arguments(MemorySegment.ofAddress(array.address()), memories.size());
    }

    MemorySegment address() {
        return address;
    }

    int count() {
        return count;
    }
}
