/**
 * Brings data to a model: pipelines of batches that start again at each epoch, tables from CSV files, and the data
 * sets that come with the library. Start at {@link dev.norma.data.Dataset}.
 *
 * <p>Floor 2. Stands on {@code tensor} and its packages alone; {@code models} and {@code training} stand on it.
 */
@NullMarked
package dev.norma.data;

import org.jspecify.annotations.NullMarked;
