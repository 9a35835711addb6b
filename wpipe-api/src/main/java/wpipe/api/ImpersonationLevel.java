package wpipe.api;

/**
 * What a client lets a server do with its identity (SECURITY_IMPERSONATION_LEVEL). A server that may act as its client can do
 * all that the client may, for as long as they are connected and no rule of the system hinders it.
 *
 * @since 0.1
 */
public enum ImpersonationLevel {
    /** The server does not even learn who the client is. */
    ANONYMOUS,

    /** The server learns who the client is, and can do nothing in its name. */
    IDENTIFICATION,

    /** The server can act as the client on its own machine. */
    IMPERSONATION,

    /** The server can act as the client, also towards other machines. */
    DELEGATION
}
