/**
 * NumPy's files: {@code .npy}, one tensor, and {@code .npz}, several by name. Start at {@link dev.norma.tensor.npy.Npy}
 * and {@link dev.norma.tensor.npy.Npz}.
 *
 * <p>Floor 0. Stands on {@code tensor} and {@code tensor.file}.
 */
@NullMarked
package dev.norma.tensor.npy;

import org.jspecify.annotations.NullMarked;
