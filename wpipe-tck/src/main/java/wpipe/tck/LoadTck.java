package wpipe.tck;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The rules of the contract that only many clients, threads, rounds or messages can show, as JUnit tests. As with
 * {@link PipeTck}, a backend's test class implements this and names its backend. It takes a minute or more, and the
 * machine for itself: what it counts are the threads, handles and memory of the whole JVM, so nothing else may run in it
 * meanwhile.
 *
 * @since 0.1
 */
// For what hangs without a guard of its own; the slowest machines are to stay far below it.
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("exports") // the extension is JUnit's business, not that of those who implement this
@ExtendWith(RuleNaming.class)
public interface LoadTck extends CrowdRules, VirtualThreadRules, LeakRules, GarbageRules, SoakRules, AsyncCrowdRules {
    /**
     * What is tested.
     *
     * @return the backends; called several times in a test, and may be the same object each time
     */
    @Override
    TckSubject subject();

    /**
     * How much is asked for.
     *
     * @return what is meant for the subject, unless overridden
     */
    @Override
    default LoadSizes sizes() {
        return LoadSizes.of(subject());
    }
}
