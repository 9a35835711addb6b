package wpipe.tck;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.IncompleteExecutionException;

/** Puts the rule, the backends and the seed in front of every failure: that is what a bug report needs. */
final class RuleNaming implements TestExecutionExceptionHandler {
    private static final Pattern RULE = Pattern.compile("rule_(\\d+)_(\\d+)_.*");

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof IncompleteExecutionException || !(context.getRequiredTestInstance() instanceof Rules)) {
            throw failure;
        }
        Matcher matcher = RULE.matcher(context.getRequiredTestMethod().getName());
        String rule = matcher.matches() ? "rule " + matcher.group(1) + "." + matcher.group(2) : "test";
        Rules rules = (Rules) context.getRequiredTestInstance();
        String text =
                rule + " (" + rules.subject() + ", wpipe.tck.seed=" + Payload.SEED + "): " + Failures.describe(failure);
        if (failure instanceof AssertionFailedError failed && failed.isExpectedDefined() && failed.isActualDefined()) {
            throw new AssertionFailedError(text, failed.getExpected(), failed.getActual(), failure);
        }
        throw new AssertionFailedError(text, failure);
    }
}
