package wpipe.tck;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All rules, for a JUnit launcher that runs them outside a build: the backends are those of the configuration
 * parameters {@value #SERVER} and {@value #CLIENT}, so that one launcher can run it once for each pair of backends.
 *
 * @since 0.1
 */
@SuppressWarnings("exports") // the extension is JUnit's business
@ExtendWith(ConfiguredSubject.class)
public final class SelfTestSuite implements PipeTck {
    /** The configuration parameter, or system property, that names the servers' backend. */
    public static final String SERVER = "wpipe.tck.server";

    /** The configuration parameter, or system property, that names the clients' backend; else it is the servers'. */
    public static final String CLIENT = "wpipe.tck.client";

    private final TckSubject subject;

    /**
     * Made by JUnit.
     *
     * @param subject what the configuration parameters name
     */
    public SelfTestSuite(TckSubject subject) {
        this.subject = subject;
    }

    @Override
    public TckSubject subject() {
        return subject;
    }
}
