package wpipe.tck;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All rules of the contract as JUnit tests. A backend's test class implements this, names its backend, and is done:
 *
 * <pre>{@code
 * final class LoopbackTckTest implements PipeTck {
 *     @Override
 *     public TckSubject subject() {
 *         return TckSubject.of("loopback");
 *     }
 * }
 * }</pre>
 *
 * <p>Each test has a pipe of its own, so the tests may run in any order, and two runs side by side do not meet. A
 * failure names the rule, the backends, and the seed of the random contents (system property {@code wpipe.tck.seed}). A
 * rule that needs a {@link wpipe.spi.Capability} which the backend does not have, or the system property
 * {@code wpipe.tck.without} says this platform does not have, is reported as aborted, with the reason.
 *
 * @since 0.1
 */
// On a thread of its own, since one that hangs in a native call is not ended by an interrupt.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("exports") // the extensions are JUnit's business, not that of those who implement this
@ExtendWith({RuleNaming.class, StillWorks.class})
public interface PipeTck
        extends OpenRules,
                InputRules,
                ClientRules,
                InstanceRules,
                MessageRules,
                BufferRules,
                TurnRules,
                DuplexRules,
                ModelRules,
                TimeoutRules,
                NotWaitingRules,
                WaitingRules,
                ClosingRules,
                PeerGoneRules,
                LingerRules,
                InterruptRules,
                ListRules,
                HostRules,
                AssociationRules,
                AssociationConnectRules,
                AssociationHalfRules,
                ThreadRules,
                ScheduleRules,
                SecurityRules,
                AccessRules,
                TrustRules,
                PeerRules,
                EnforcementRules,
                ResourceRules,
                SingleTransactionRules,
                ExchangeRules,
                ExchangeWaitingRules,
                CallRules,
                AsynchronousRules,
                FramingRules,
                StreamRules,
                StreamWaitingRules,
                HalfCloseRules,
                StreamEndRules,
                StreamAsyncRules,
                ServeRules,
                ServeThreadRules,
                ServeFailureRules,
                ServeEndRules {
    /**
     * What is tested.
     *
     * @return the backends; called several times in a test, and may be the same object each time
     */
    @Override
    TckSubject subject();
}
