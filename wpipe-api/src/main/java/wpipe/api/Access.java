package wpipe.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Sddl;
import wpipe.spi.Sids;

/**
 * Who may connect to a server: the access list of its pipe. Immutable.
 *
 * <p>All of them but {@link #sddl} name the user of the server's process as the owner of the pipe and give him all rights, keep
 * what would be inherited out, and admit nobody who is not said: not Everyone, not the anonymous user, whom Windows itself
 * would let read. What a list says counts for clients of other machines as well, where those are admitted at all
 * ({@link ServerOptions#withRemoteClients}).
 *
 * <p><b>Only to talk.</b> Those who are admitted beside the owner and the administrators may connect, read and write, and no more. They may
 * not add instances to the pipe, for whoever may do that can pass for its server. Windows has one and the same bit for
 * that right and for FILE_APPEND_DATA, which is part of GENERIC_WRITE: a client that asks for GENERIC_WRITE is refused.
 * Clients of this library never ask for it; for others there is {@link #withGenericWrite()}.
 *
 * @since 0.1
 */
public final class Access {
    /** FILE_ALL_ACCESS. */
    private static final String ALL = "FA";

    /** FILE_GENERIC_READ and FILE_GENERIC_WRITE without FILE_APPEND_DATA, which is FILE_CREATE_PIPE_INSTANCE too. */
    private static final String TALK = "0x12019b";

    /** FILE_GENERIC_READ and FILE_GENERIC_WRITE. */
    private static final String TALK_OR_SERVE = "0x12019f";

    private static final Access OWNER_ONLY = new Access("ownerOnly()", null, null, false);
    private static final Access ADMINISTRATORS = new Access("ownerAndAdministrators()", null, null, false);
    private static final Access AUTHENTICATED = new Access("authenticatedUsers()", "AU", null, false);
    private static final Access EVERYONE = new Access("everyone()", "WD", null, false);

    private final String name;

    /** Who is admitted to talk, as SDDL names him; null for nobody. */
    private final @Nullable String others;

    /** The whole descriptor, where it was given. */
    private final @Nullable String sddl;

    private final boolean genericWrite;

    private Access(String name, @Nullable String others, @Nullable String sddl, boolean genericWrite) {
        this.name = name;
        this.others = others;
        this.sddl = sddl;
        this.genericWrite = genericWrite;
    }

    /**
     * The user of the server's process, and nobody else: what a server has that is told nothing. Whether he is elevated
     * makes no difference.
     *
     * @return the access
     */
    public static Access ownerOnly() {
        return OWNER_ONLY;
    }

    /**
     * The user of the server's process and the administrators, elevated; the system's own services are among those.
     *
     * @return the access
     */
    public static Access ownerAndAdministrators() {
        return ADMINISTRATORS;
    }

    /**
     * Besides the owner, all users who have shown who they are; guests and the anonymous user are none.
     *
     * @return the access
     */
    public static Access authenticatedUsers() {
        return AUTHENTICATED;
    }

    /**
     * Besides the owner, everyone; whether the anonymous user is part of that is a setting of Windows, and he is not unless it
     * was changed.
     *
     * @return the access
     */
    public static Access everyone() {
        return EVERYONE;
    }

    /**
     * Besides the owner, an app container run by him: a packaged application. It needs both, to be run by somebody whom the list
     * admits and to be named itself. Where a container's low integrity level is refused all the same, {@link #sddl} with the label
     * {@code S:(ML;;NW;;;LW)} admits it.
     *
     * @param sid the container's security identifier, such as {@code S-1-15-2-1} for all of them, or that of one package, which
     *     begins with {@code S-1-15-2-}
     * @return the access
     * @throws IllegalArgumentException if it is no security identifier of an app container
     */
    public static Access appContainer(String sid) {
        String checked = Sids.normalized("sid", sid);
        if (!checked.startsWith("S-1-15-2-")) {
            throw new IllegalArgumentException(
                    "sid '" + sid + "' is not that of an app container; it must begin with S-1-15-2-");
        }
        return new Access("appContainer(" + checked + ")", checked, null, false);
    }

    /**
     * What a security descriptor says, in Windows' own language for it (SDDL). Nothing is added to it. It must have a list
     * ({@code D:}), since Windows has one of its own for pipes without it, which lets Everyone read. The server's own user
     * needs FILE_CREATE_PIPE_INSTANCE (0x4, or FA), or no second client can come.
     *
     * <p>Whether Windows understands it shows when the server is opened ({@link InvalidSddlException}). Backends that know no
     * access lists refuse to open a server with it.
     *
     * @param sddl the descriptor, such as {@code D:P(A;;FA;;;OW)(A;;0x12019b;;;IU)}
     * @return the access
     * @throws IllegalArgumentException if it has no {@code D:}, has a NUL, which would end it early, or two colons in a row, other
     *     than within an entry of a list, which crash a system that is not careful
     */
    public static Access sddl(String sddl) {
        Objects.requireNonNull(sddl, "sddl");
        int nul = sddl.indexOf('\0');
        if (nul >= 0) {
            throw new IllegalArgumentException(
                    "sddl '" + sddl + "' has a NUL at index " + nul + ", where it would end");
        }
        if (!Sddl.hasAccessList(sddl)) {
            throw new IllegalArgumentException("sddl '" + sddl
                    + "' has no access list; it must have one (D:), or Windows' default would let Everyone read");
        }
        checkColons(sddl);
        return new Access("sddl(" + sddl + ")", null, sddl, false);
    }

    /** Windows refuses them. Wine takes what is between the two for text of length -1, and that is the end of the process. */
    private static void checkColons(String sddl) {
        for (Sddl.Part part : Sddl.parts(sddl)) {
            if (part.alone().contains("::") && !mayHaveColons(part)) {
                throw new IllegalArgumentException("sddl '" + sddl + "' has two colons in a row at index "
                        + sddl.indexOf("::", Math.max(part.index() - 1, 0)) + ", where there must be one");
            }
        }
    }

    /** Within an entry of a list they may be text. Where one begins, Wine takes its parenthesis for the name of a part. */
    private static boolean mayHaveColons(Sddl.Part part) {
        boolean ofList = part.kind() == 'D' || part.kind() == 'S';
        return ofList && part.text().startsWith("(") && !part.text().startsWith("(::");
    }

    /**
     * A copy that admits clients which ask for GENERIC_WRITE, as most do that are not of this library: PyWPipe, .NET,
     * go-winio, CPython. <b>The price:</b> GENERIC_WRITE includes the right to add an instance, so any program of those who are
     * admitted can serve clients in this server's place. A client that insists on the owner ({@link ServerOwner}) does not notice,
     * since that stays the same.
     *
     * @return the copy; unchanged where nobody is admitted beside the owner and the administrators, who may do all, and for
     *     {@link #sddl}, which says itself who may do what
     */
    public Access withGenericWrite() {
        return others == null ? this : new Access(name, others, null, true);
    }

    /**
     * The security descriptor, for backends: what they pass to the system.
     *
     * @param userSid the security identifier of the user whose process the server is, as {@code S-1-...}
     * @return the descriptor as SDDL
     */
    public String toSddl(String userSid) {
        if (sddl != null) {
            return sddl;
        }
        StringBuilder text = new StringBuilder("O:" + userSid + "D:P" + ace(ALL, userSid));
        if (this.equals(ADMINISTRATORS)) {
            text.append(ace(ALL, "BA"));
        }
        if (others != null) {
            text.append(ace(genericWrite ? TALK_OR_SERVE : TALK, others));
        }
        return text.toString();
    }

    private static String ace(String rights, String who) {
        return "(A;;" + rights + ";;;" + who + ")";
    }

    /** Whether only a system that has access lists knows who is meant. */
    boolean needsAccessLists() {
        return sddl != null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Access that && name.equals(that.name) && genericWrite == that.genericWrite;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, genericWrite);
    }

    @Override
    public String toString() {
        return genericWrite ? name + ".withGenericWrite()" : name;
    }
}
