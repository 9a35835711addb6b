package wpipe.bench.link;

import java.util.Set;

/** Where a way of sending messages can be measured. */
public enum Home {
    /** In any JVM, between its own threads. */
    JVM,
    /** In a JVM on Windows. */
    WINDOWS;

    private static final Set<String> OF_WINDOWS =
            Set.of("ffm", "jna", Pipes.FILE, Pipes.ASYNC_FILE, Pipes.IPCSOCKET, Ways.TCP);

    /** Of a provider of the library, or of another way. TCP is measured on Windows, where pipes are its rivals. */
    public static Home of(String way) {
        return OF_WINDOWS.contains(way) ? WINDOWS : JVM;
    }
}
