/**
 * Finds the shared library of oneDNN for this machine, unpacks it once, and loads it; or says in a sentence why not.
 *
 * <p>Start at {@link dev.norma.backend.onednn.library.LibraryLoader}. Nothing here throws because of the surroundings: a read-only
 * disk or an unknown processor is an {@link dev.norma.backend.onednn.library.Availability.Unavailable}. Systems, processors
 * and folders are values, so that what this machine is not can be tested here.
 *
 * <p>Floor 2, below {@code ffi}; stands on the JDK alone.
 */
@NullMarked
package dev.norma.backend.onednn.library;

import org.jspecify.annotations.NullMarked;
