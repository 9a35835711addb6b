package wpipe.cli;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Lets those tests through that were asked for: by the number of a rule, of a section, or by a pattern of the name. */
final class RuleFilter implements PostDiscoveryFilter {
    private final List<Pattern> patterns;

    /** All tests where nothing was asked for. */
    RuleFilter(List<String> asked) {
        this.patterns = asked.stream().map(RuleFilter::pattern).toList();
    }

    private static Pattern pattern(String asked) {
        if (asked.matches("\\d+(\\.\\d+)?")) {
            return Pattern.compile("rule_" + asked.replace('.', '_') + "_.*");
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < asked.length(); i++) {
            char c = asked.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
    }

    boolean accepts(String test) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(p -> p.matcher(test).matches());
    }

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        boolean accepted = descriptor
                .getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> accepts(((MethodSource) source).getMethodName()))
                .orElse(true);
        return FilterResult.includedIf(accepted);
    }
}
