package wpipe.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import wpipe.tck.SelfTestSuite;

/** Runs the rules for one pair of backends, in this JVM. */
final class RuleRun implements TestExecutionListener {
    /** Told of what happens, as it happens. */
    interface Watcher {
        void planned(long tests);

        void started(String test);

        void ended(Outcome outcome);

        void said(String text);
    }

    private final Watcher watcher;
    private final Map<String, Long> starts = new HashMap<>();

    private RuleRun(Watcher watcher) {
        this.watcher = watcher;
    }

    /**
     * Runs a suite.
     *
     * @param parameters further configuration parameters of JUnit
     * @param watcher is told how each test ended
     */
    static void of(Class<?> suite, Map<String, String> parameters, Pair pair, RuleFilter filter, Watcher watcher) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(suite))
                .filters(filter)
                .configurationParameter(SelfTestSuite.SERVER, pair.server())
                .configurationParameter(SelfTestSuite.CLIENT, pair.client())
                .configurationParameter(
                        "junit.jupiter.testmethod.order.default", MethodOrderer.MethodName.class.getName())
                // A report of a bug is worth more with all of the trace.
                .configurationParameter("junit.platform.stacktrace.pruning.enabled", "false")
                .configurationParameters(parameters)
                .build();
        LauncherFactory.create().execute(request, new RuleRun(watcher));
    }

    /** The names of the tests of a suite. */
    static Stream<String> tests(Class<?> suite) {
        TestPlan plan = LauncherFactory.create()
                .discover(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(suite))
                        .build());
        // By the method, as the filter does: one with parameters is no test yet.
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .filter(test ->
                        test.getSource().filter(MethodSource.class::isInstance).isPresent())
                .map(RuleRun::name);
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        watcher.planned(plan.countTestIdentifiers(TestIdentifier::isTest));
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            starts.put(test.getUniqueId(), System.nanoTime());
            watcher.started(name(test));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        watcher.ended(new Outcome(name(test), Outcome.Status.NOT_APPLICABLE, reason, null, Duration.ZERO));
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entry.getKeyValuePairs().forEach((key, value) -> watcher.said(key + ": " + value));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        // Of containers only those count that failed: they take the tests in them along.
        if (test.isTest() || result.getStatus() == TestExecutionResult.Status.FAILED) {
            long now = System.nanoTime();
            Throwable failure = result.getThrowable().orElse(null);
            Outcome.Status status = switch (result.getStatus()) {
                case SUCCESSFUL -> Outcome.Status.PASSED;
                case ABORTED -> Outcome.Status.NOT_APPLICABLE;
                case FAILED -> Outcome.Status.FAILED;
            };
            Duration time = Duration.ofNanos(now - starts.getOrDefault(test.getUniqueId(), now));
            watcher.ended(new Outcome(name(test), status, reason(failure), failure, time));
        }
    }

    private static String reason(@Nullable Throwable failure) {
        return failure == null
                ? ""
                : String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName())
                .orElse(test.getDisplayName());
    }
}
