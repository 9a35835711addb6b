/**
 * The events of Flight Recorder, at no cost where nobody records: where the JVM has no {@code jdk.jfr}, none of its classes
 * is touched, and while an event is off, none of it is made. {@link wpipe.flight.Flight} is all that others see.
 */
@NullMarked
package wpipe.flight;

import org.jspecify.annotations.NullMarked;
