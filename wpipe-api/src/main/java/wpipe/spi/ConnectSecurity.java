package wpipe.spi;

import wpipe.api.ImpersonationLevel;
import wpipe.api.ServerOwner;

/**
 * What a client asks for, what it lends, and whom it trusts.
 *
 * @param impersonation what the server may do with the identity of the client, which is that of the moment of connecting
 * @param serverOwner whose pipe it must be: else the connect fails, before anything is sent, with
 *     {@link wpipe.api.UntrustedServerException}
 * @param bothRights whether to ask for the right to read and to write although the direction needs only one
 * @since 0.1
 */
public record ConnectSecurity(ImpersonationLevel impersonation, ServerOwner serverOwner, boolean bothRights) {
    /** What options say that say nothing of it: the server may learn who the client is, and may be anybody's; the least rights. */
    public static final ConnectSecurity DEFAULT =
            new ConnectSecurity(ImpersonationLevel.IDENTIFICATION, ServerOwner.anyone(), false);
}
