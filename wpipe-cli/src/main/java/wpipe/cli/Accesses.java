package wpipe.cli;

import java.util.Locale;
import picocli.CommandLine.TypeConversionException;
import wpipe.api.Access;
import wpipe.api.ServerOwner;

/** Users as they are written in options: who may connect, and whose server it must be. */
final class Accesses {
    private static final String SDDL = "sddl:";
    private static final String APP = "app:";

    private Accesses() {}

    static Access parse(String text) {
        try {
            if (text.regionMatches(true, 0, SDDL, 0, SDDL.length())) {
                return Access.sddl(text.substring(SDDL.length()));
            }
            if (text.regionMatches(true, 0, APP, 0, APP.length())) {
                return Access.appContainer(text.substring(APP.length()));
            }
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(Failures.messageOf(e));
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "owner" -> Access.ownerOnly();
            case "administrators" -> Access.ownerAndAdministrators();
            case "authenticated" -> Access.authenticatedUsers();
            case "everyone" -> Access.everyone();
            default ->
                throw new TypeConversionException(
                        "'" + text + "' is none of owner, administrators, authenticated, everyone, app:SID, sddl:TEXT");
        };
    }

    static ServerOwner parseOwner(String text) {
        if (text.equalsIgnoreCase("me")) {
            return ServerOwner.currentUser();
        }
        try {
            return ServerOwner.sid(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text + "' is neither 'me' nor a security identifier such as S-1-5-18");
        }
    }
}
