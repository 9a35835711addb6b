package wpipe.spi;

/**
 * What a client asks for, and what it lends.
 *
 * @param bothRights whether to ask for the right to read and to write although the direction needs only one
 */
public record ConnectSecurity(boolean bothRights) {
    /** What options say that say nothing of it: the least rights. */
    public static final ConnectSecurity DEFAULT = new ConnectSecurity(false);
}
