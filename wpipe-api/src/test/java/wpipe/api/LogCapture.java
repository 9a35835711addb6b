package wpipe.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes what the library logs, and keeps it off the console. By reflection: the library requires java.base only, and its
 * tests, which are compiled as a part of it, cannot name java.util.logging, which System.Logger writes to.
 */
final class LogCapture implements AutoCloseable {
    private final Object logger;
    private final Method setFilter;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogCapture() throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.util.logging.Logger");
        Class<?> filter = Class.forName("java.util.logging.Filter");
        // The library's logger, or the filter would be on another one of the same name.
        System.getLogger("wpipe.api");
        logger = type.getMethod("getLogger", String.class).invoke(null, "wpipe.api");
        setFilter = type.getMethod("setFilter", filter);
        setFilter.invoke(
                logger,
                Proxy.newProxyInstance(
                        LogCapture.class.getClassLoader(), new Class<?>[] {filter}, (proxy, method, arguments) -> {
                            if (!method.getName().equals("isLoggable")) {
                                throw new UnsupportedOperationException(method.getName());
                            }
                            lines.add(line(arguments[0]));
                            return false;
                        }));
    }

    private static String line(Object logRecord) throws ReflectiveOperationException {
        Object level = get(logRecord, "getLevel");
        String text = (String) get(logRecord, "getMessage");
        Object[] parameters = (Object[]) get(logRecord, "getParameters");
        return level + " " + (parameters == null ? text : new MessageFormat(text, Locale.ROOT).format(parameters));
    }

    private static Object get(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    /** The lines so far: the level, a space and the text. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() throws IllegalAccessException, InvocationTargetException {
        setFilter.invoke(logger, (Object) null);
    }
}
