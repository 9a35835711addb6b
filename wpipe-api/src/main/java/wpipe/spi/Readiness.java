package wpipe.spi;

/**
 * What a read would meet if it came now.
 *
 * @since 0.1
 */
public enum Readiness {
    /** No message and no end: a read would wait. */
    NOTHING,
    /** A message. */
    MESSAGE,
    /** The end: the peer is gone and all that it sent was read, or this end is closed. */
    ENDED
}
