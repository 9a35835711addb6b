package wpipe.api;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Sids;

/**
 * Whose server a client wants to reach. Who opens a name first has it, so a client that does not ask may reach anybody's;
 * what it sends is read by him then. The owner of a pipe is the user that made its first instance, and nobody can
 * make himself look like another one. Immutable.
 *
 * @since 0.1
 */
public final class ServerOwner {
    private static final ServerOwner ANYONE = new ServerOwner("anyone()", null);
    private static final ServerOwner CURRENT_USER = new ServerOwner("currentUser()", null);

    private final String name;
    private final @Nullable String sid;

    private ServerOwner(String name, @Nullable String sid) {
        this.name = name;
        this.sid = sid;
    }

    /**
     * Any server will do.
     *
     * @return the owner
     */
    public static ServerOwner anyone() {
        return ANYONE;
    }

    /**
     * The user of the client's process, or those whom Windows makes the owner of what this process makes: for an elevated
     * process these are the administrators.
     *
     * @return the owner
     */
    public static ServerOwner currentUser() {
        return CURRENT_USER;
    }

    /**
     * A certain account, such as {@code S-1-5-18} for services that run as the system, or {@code S-1-5-32-544} for the
     * administrators. Backends that know no accounts refuse to connect with it.
     *
     * @param sid its security identifier
     * @return the owner
     * @throws IllegalArgumentException if it is no security identifier
     */
    public static ServerOwner sid(String sid) {
        String checked = Sids.normalized("sid", sid);
        return new ServerOwner("sid(" + checked + ")", checked);
    }

    /**
     * Whether any server will do.
     *
     * @return true for {@link #anyone()}
     */
    public boolean isAnyone() {
        return this.equals(ANYONE);
    }

    /**
     * Whether a server with a certain owner will do; for backends.
     *
     * @param owner the security identifier of the owner of the pipe
     * @param currentUser those of the user of the client's process, and of the owner of what it makes
     * @return whether it will
     */
    public boolean accepts(String owner, Collection<String> currentUser) {
        return isAnyone() || (sid != null ? sid.equals(owner) : currentUser.contains(owner));
    }

    /** Whether only a system that has accounts knows who is meant. */
    boolean needsAccounts() {
        return sid != null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerOwner that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
