package wpipe.spi;

/**
 * What a backend may or may not be able to do. One that lacks something says so by leaving it out of
 * {@link PipeProvider#capabilities}; what needs it then fails with a clear error instead of doing less in silence.
 */
public enum Capability {
    /** A pipe's name belongs to the server that opened it first: another one is refused, from any program it reaches. */
    EXCLUSIVE_NAME
}
