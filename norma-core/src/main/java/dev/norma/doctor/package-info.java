/**
 * The doctor: what is found about the batch normalizations of a model, as text, as JSON and as a page. Start at {@link
 * dev.norma.doctor.Doctor}.
 *
 * <p>Floor 4. Stands on {@code models} and all below.
 */
@NullMarked
package dev.norma.doctor;

import org.jspecify.annotations.NullMarked;
