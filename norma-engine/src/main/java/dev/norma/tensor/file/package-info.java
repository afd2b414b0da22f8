/**
 * Files read strictly and written whole: contents by position, zip archives, and writing that leaves the old file or the
 * new one. Start at {@link dev.norma.tensor.file.Archive} and {@link dev.norma.tensor.file.AtomicFile}.
 *
 * <p>Floor 0. Stands on {@code tensor}, for its way to complain.
 */
@NullMarked
package dev.norma.tensor.file;

import org.jspecify.annotations.NullMarked;
