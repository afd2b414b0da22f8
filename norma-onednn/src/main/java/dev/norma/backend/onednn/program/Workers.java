package dev.norma.backend.onednn.program;

import dev.norma.backend.onednn.kernels.Scratch;

/** Threads that share the parts of a kernel. */
interface Workers {
    /** How many there are, the caller's included. */
    int size();

    /** Runs all parts, as many as there are workers, and returns when they are done. */
    void share(Work work);

    /** The calling thread's own arrays. */
    Scratch scratch();

    /** The caller alone. */
    static Workers alone() {
        Scratch scratch = new Scratch();
        return new Workers() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public void share(Work work) {
                work.part(scratch, 0, 1);
            }

            @Override
            public Scratch scratch() {
                return scratch;
            }
        };
    }
}
