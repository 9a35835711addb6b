package wpipe.win32;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A kernel32 that does nothing: each function gives what a test says, or a new handle, or success. */
final class StubKernel {
    private static final long FAR_APART = 1 << 20;

    private final Map<String, LongSupplier> answers = new HashMap<>();
    private final Kernel32 proxy = (Kernel32) Proxy.newProxyInstance(
            Kernel32.class.getClassLoader(), new Class<?>[] {Kernel32.class}, (self, method, args) -> answer(method));
    private long last = FAR_APART;

    Kernel32 kernel32() {
        return proxy;
    }

    void answer(String function, long result) {
        answer(function, () -> result);
    }

    void answer(String function, LongSupplier result) {
        answers.put(function, result);
    }

    private Object answer(Method method) {
        boolean isLong = method.getReturnType() == long.class;
        LongSupplier answer = answers.getOrDefault(method.getName(), () -> isLong ? last += FAR_APART : 0);
        long result = answer.getAsLong();
        if (isLong) {
            return result;
        }
        return (int) result;
    }
}
