package wpipe.api;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Who is at the other end of a connection, as the operating system knows: the peer cannot say otherwise. Seen from a server, the
 * process is the one that connected, and the user the one that it acted as at that moment. Seen from a client, the process is
 * the one that made the instance of the pipe, and the user the owner of the pipe. What a side or a backend cannot tell is empty.
 *
 * <p>A number of a process is given to another one when the process has ended, so it says who connected, and not who is there now. Where
 * the peer is on another machine, process and session are what that machine says.
 *
 * @param processId the process
 * @param sessionId the session of the desktop or service that the process is in
 * @param user the user; empty for a client that lends nothing ({@link ImpersonationLevel#ANONYMOUS}), and for one that is not of
 *     this library as long as nothing was read from it
 * @param elevated whether the process has the full rights of an administrator; told to servers only
 * @param integrityLevel how far the system trusts the process; told to servers only
 * @since 0.1
 */
public record Peer(
        OptionalLong processId,
        OptionalInt sessionId,
        Optional<User> user,
        Optional<Boolean> elevated,
        Optional<IntegrityLevel> integrityLevel) {
    private static final Peer UNKNOWN =
            new Peer(OptionalLong.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A peer of which nothing is known.
     *
     * @return the peer
     */
    public static Peer unknown() {
        return UNKNOWN;
    }

    /**
     * A user.
     *
     * @param sid the security identifier, as {@code S-1-...}; empty where users have none
     * @param name the name of the account, on Windows with its domain or machine, {@code DOMAIN\\name}; empty if it cannot be found
     * @since 0.1
     */
    public record User(Optional<String> sid, Optional<String> name) {
        /** The name, and the identifier in parentheses, as far as they are known. */
        @Override
        public String toString() {
            if (name.isEmpty()) {
                return sid.orElse("unknown");
            }
            return name.get() + sid.map(known -> " (" + known + ")").orElse("");
        }
    }

    /** All that is known, such as "process 4711, session 1, user HOST\\name (S-1-...), elevated, integrity HIGH". */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        processId.ifPresent(id -> text.append(", process ").append(id));
        sessionId.ifPresent(id -> text.append(", session ").append(id));
        user.ifPresent(who -> text.append(", user ").append(who));
        elevated.ifPresent(is -> text.append(is ? ", elevated" : ", not elevated"));
        integrityLevel.ifPresent(level -> text.append(", integrity ").append(level));
        return text.isEmpty() ? "unknown" : text.substring(2);
    }
}
