/** Greets whoever asks, as an application of Spring. */
@NullMarked
package greet.example;

import org.jspecify.annotations.NullMarked;
