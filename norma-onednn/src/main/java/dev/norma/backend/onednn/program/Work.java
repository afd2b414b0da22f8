package dev.norma.backend.onednn.program;

import dev.norma.backend.onednn.kernels.Scratch;

/** Something that splits into parts, which any threads may run. */
interface Work {
    void part(Scratch scratch, int part, int parts);
}
