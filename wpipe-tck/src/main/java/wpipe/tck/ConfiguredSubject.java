package wpipe.tck;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives {@link SelfTestSuite} the backends that the launcher's configuration parameters name. */
final class ConfiguredSubject implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TckSubject.class;
    }

    @Override
    public TckSubject resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String server = context.getConfigurationParameter(SelfTestSuite.SERVER)
                .orElseThrow(() -> new ParameterResolutionException(
                        "set the configuration parameter " + SelfTestSuite.SERVER + " to the name of a backend"));
        String client = context.getConfigurationParameter(SelfTestSuite.CLIENT).orElse(server);
        return TckSubject.of(server, client);
    }
}
