/**
 * A compiled program as it runs: a flat list of steps over planned memory.
 *
 * <p>Start at {@link dev.norma.backend.onednn.program.NativeProgram}. A {@link dev.norma.backend.onednn.program.Frame} is the
 * memory of one run: as many exist as threads have run a program at once. Large programs run on the engine's own threads while
 * their callers wait; small ones run on the caller's.
 *
 * <p>Floor 2; stands on {@code kernels} and {@code ffi}.
 */
@NullMarked
package dev.norma.backend.onednn.program;

import org.jspecify.annotations.NullMarked;
