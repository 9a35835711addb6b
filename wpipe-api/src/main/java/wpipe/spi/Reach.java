package wpipe.spi;

/**
 * How far the pipes of a backend reach.
 *
 * @since 0.1
 */
public enum Reach {
    /** Every program of the machine, and other machines where the system lets them: pipes of the operating system. */
    MACHINE,
    /** Only the JVM that they were made in. */
    JVM
}
