package wpipe.win32;

/**
 * What a backend binds.
 *
 * @param kernel32 pipes, events, completion ports
 * @param advapi32 users, access lists, peers
 */
public record Bindings(Kernel32 kernel32, Advapi32 advapi32) {}
