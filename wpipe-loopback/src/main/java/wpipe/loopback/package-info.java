/**
 * Pipes inside one JVM, with the rules of Windows' own. All servers and clients that use this module's classes share
 * one set of names, whichever instance of {@link wpipe.loopback.LoopbackProvider} they came by, unless that one was
 * given {@link wpipe.loopback.Faults}: tests then have pipes of their own, with clients that are refused, connections
 * that break, and messages that take their time.
 *
 * <h2>Names and instances</h2>
 * A name is taken while its listener, or a channel that came from it, is open; the channels' other ends do not count. A
 * client is connected at once while fewer channels of the listener are open than it has instances. Otherwise it waits,
 * and those that wait are served in the order in which they came. Names ignore case; there is no machine but this one.
 *
 * <h2>Quota</h2>
 * Each direction of a connection buffers as many bytes as the quota of its listener says (at least 16, at most 64 MiB).
 * A message counts with its size, and with 16 if it is smaller, so that a stream of empty messages is stopped as well.
 * <ul>
 *   <li>A message of up to the quota is taken as soon as it fits together with those that were not read yet.
 *   <li>A larger one is taken when all before it were read and somebody takes it: a read, or a poll, which reads ahead.
 *       Its writer waits until then, as on Windows. Two ends that each write such a message before they read do not
 *       get on.
 *   <li>A write that ends without success has put nothing into the queue, unless it was ended by a close of its own end
 *       at the very moment that its message was taken.
 * </ul>
 *
 * On a pipe of type byte, each byte counts as one. A write puts in as many bytes as there is room for, waits, and goes on with
 * the next ones, so one that ends without success may have put in some. A read gives what lies there in one piece, by how
 * many writes it ever came.
 *
 * <h2>Memory</h2>
 * A connection starts with next to none and grows with what is queued, up to about four times the quota in each
 * direction. Larger messages have two buffers a direction, which are kept for the next ones up to 4 MiB each. Once that
 * is warm, reads and writes allocate nothing.
 *
 * <h2>Threads</h2>
 * None of its own. Nothing blocks in a monitor, so virtual threads that wait hold no carrier.
 *
 * @since 0.1
 */
package wpipe.loopback;
