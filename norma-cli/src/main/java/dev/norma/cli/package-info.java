/**
 * The norma command: what is typed, what is printed. Start at {@link Main}.
 *
 * <p>Floor 6.
 */
@NullMarked
package dev.norma.cli;

import org.jspecify.annotations.NullMarked;
