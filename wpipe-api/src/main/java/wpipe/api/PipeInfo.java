package wpipe.api;

import java.util.OptionalInt;

/**
 * A pipe as a list of pipes has it.
 *
 * @param name its name, without prefix, in the case in which it was opened; it may have backslashes, which no pipe of this
 *     library has
 * @param instances how many instances of it there are, those with a client and those that wait for one together; at least 1
 * @param maxInstances how many there may be, as far as the system knows: of a server of this library on Windows that is
 *     without limit, since the library keeps the limit itself; empty for no limit
 * @since 0.1
 */
public record PipeInfo(String name, int instances, OptionalInt maxInstances) {}
