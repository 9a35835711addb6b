package wpipe.tck;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives {@link SelfTestSuite} and {@link LoadTestSuite} what the launcher's configuration parameters say. */
final class ConfiguredSubject implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TckSubject.class || type == LoadSizes.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TckSubject subject = subject(context);
        return parameter.getParameter().getType() == TckSubject.class ? subject : sizes(subject, context);
    }

    private static TckSubject subject(ExtensionContext context) {
        String server = context.getConfigurationParameter(SelfTestSuite.SERVER)
                .orElseThrow(() -> new ParameterResolutionException(
                        "set the configuration parameter " + SelfTestSuite.SERVER + " to the name of a backend"));
        String client = context.getConfigurationParameter(SelfTestSuite.CLIENT).orElse(server);
        return TckSubject.of(server, client);
    }

    private static LoadSizes sizes(TckSubject subject, ExtensionContext context) {
        LoadSizes meant = LoadSizes.of(subject);
        return meant.withClients(Math.toIntExact(number(context, LoadTestSuite.CLIENTS, meant.clients())))
                .withReaders(Math.toIntExact(number(context, LoadTestSuite.READERS, meant.readers())))
                .withRounds(Math.toIntExact(number(context, LoadTestSuite.ROUNDS, meant.rounds())))
                .withMessages(number(context, LoadTestSuite.MESSAGES, meant.messages()));
    }

    private static long number(ExtensionContext context, String parameter, long otherwise) {
        return context.getConfigurationParameter(parameter, Long::valueOf).orElse(otherwise);
    }
}
