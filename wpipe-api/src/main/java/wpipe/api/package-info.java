/**
 * What an application uses: servers, clients, connections, their modes and options.
 *
 * <p>A {@link wpipe.api.Server} listens on a name; a {@link wpipe.api.Client} connects to it; both talk through a
 * {@link wpipe.api.Connection} in whole messages. The {@link wpipe.api.Mode} says who speaks when. The rules that hold
 * for every backend are numbered in {@code docs/contract.md}.
 */
@NullMarked
package wpipe.api;

import org.jspecify.annotations.NullMarked;
