package wpipe.bench.report;

import java.util.Set;

/** The names of what holds for a whole run. */
public final class Circumstances {
    /** When it began, in UTC. */
    public static final String STARTED = "started";

    /** The command that was given. */
    public static final String COMMAND = "command";

    /** How long each measurement took. */
    public static final String EFFORT = "effort";

    /** The processor's name and how many there are. */
    public static final String PROCESSOR = "processor";

    /** The processor that all ran on, or {@code all}. */
    public static final String PINNED = "pinned to";

    /** The operating system. */
    public static final String SYSTEM = "system";

    /** The JVM that loopback and the queues ran in. */
    public static final String JVM = "JVM";

    /** The JVM that the pipes of Windows were measured in. */
    public static final String WINDOWS_JVM = "Windows JVM";

    /** The revision of the sources. */
    public static final String REVISION = "revision";

    /** Numbers of two runs that differ in one of these say nothing about the code. */
    static final Set<String> MUST_AGREE = Set.of(EFFORT, PROCESSOR, PINNED, SYSTEM, JVM, WINDOWS_JVM);

    private Circumstances() {}
}
