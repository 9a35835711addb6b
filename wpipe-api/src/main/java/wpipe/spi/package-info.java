/**
 * What a backend implements: {@link wpipe.spi.PipeProvider}, which makes {@link wpipe.spi.PipeListener}s and
 * {@link wpipe.spi.PipeChannel}s, and the few types that all backends share.
 *
 * <p>A backend moves whole messages and knows nothing of modes, turns or lists of clients: those are the library's.
 *
 * @since 0.1
 */
@NullMarked
package wpipe.spi;

import org.jspecify.annotations.NullMarked;
