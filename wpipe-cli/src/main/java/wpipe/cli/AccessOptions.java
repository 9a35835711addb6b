package wpipe.cli;

import picocli.CommandLine.Option;
import wpipe.api.Access;
import wpipe.api.ServerOptions;

/** Who may come, for commands that open a server. */
final class AccessOptions {
    @Option(
            names = "--access",
            paramLabel = "WHO",
            description = {
                "Who may connect. Default: owner.",
                "owner: the user who runs this.",
                "administrators: the owner and the administrators.",
                "authenticated: the owner and all users who have logged on.",
                "everyone: the owner and everyone.",
                "app:SID: the owner and an app container, such as S-1-15-2-1 for all of them.",
                "sddl:TEXT: whom a security descriptor names, in Windows' own language for it."
            })
    private Access access = Access.ownerOnly();

    @Option(
            names = "--generic-write",
            description =
                    "Admit clients that ask for GENERIC_WRITE, as those of Python, .NET and Go do, of other users too. Whoever may"
                            + " connect can then serve clients in the place of this server.")
    private boolean genericWrite;

    @Option(names = "--remote", description = "Admit clients of other machines. Default: refuse them.")
    private boolean remote;

    ServerOptions apply(ServerOptions options) {
        return options.withAccess(genericWrite ? access.withGenericWrite() : access)
                .withRemoteClients(remote);
    }
}
