package wpipe.spi;

import wpipe.api.Access;

/**
 * Who may come to a pipe that is listened on.
 *
 * @param access whose users may come
 * @param remoteClients whether clients of other machines are admitted
 * @param sharedName whether to join the pipe of that name if there is one, instead of being refused
 * @param bothRights whether clients may open a pipe that goes one way for both, reading and writing
 * @since 0.1
 */
public record ListenSecurity(Access access, boolean remoteClients, boolean sharedName, boolean bothRights) {
    /** What options say that say nothing of it: the server's own user, this machine only, a name of its own, and no rights that the direction does not need. */
    public static final ListenSecurity DEFAULT = new ListenSecurity(Access.ownerOnly(), false, false, false);
}
