/**
 * Models: networks that are trained, evaluated and used. Start at {@link dev.norma.models.Sequential} and {@link
 * dev.norma.models.Model}.
 *
 * <p>Floor 4. Stands on {@code training} and all below.
 */
@NullMarked
package dev.norma.models;

import org.jspecify.annotations.NullMarked;
