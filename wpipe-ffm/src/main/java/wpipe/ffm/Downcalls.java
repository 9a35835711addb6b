package wpipe.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * How functions of kernel32.dll, advapi32.dll and ntdll.dll are linked, and how the error code leaves with a call: it is captured within the
 * downcall, since the JVM may call Windows itself before the next one. Loads on Windows only: elsewhere there is
 * neither the library nor a GetLastError to capture.
 */
final class Downcalls {
    static final MemoryLayout HANDLE = ValueLayout.JAVA_LONG;
    static final MemoryLayout POINTER = ValueLayout.JAVA_LONG;
    static final MemoryLayout ULONG_PTR = ValueLayout.JAVA_LONG;
    static final MemoryLayout DWORD = ValueLayout.JAVA_INT;
    static final MemoryLayout BOOL = ValueLayout.JAVA_INT;
    static final MemoryLayout UCHAR = ValueLayout.JAVA_BYTE;

    static final long NULL = 0;
    static final int FALSE = 0;
    static final int TRUE = 1;
    private static final long INVALID_HANDLE_VALUE = -1;
    private static final int WAIT_FAILED = -1;

    private static final Linker LINKER = Linker.nativeLinker();

    @SuppressWarnings("restricted") // native access is what this module is for
    private static final SymbolLookup LIBRARIES = SymbolLookup.libraryLookup("kernel32", Arena.global())
            .or(SymbolLookup.libraryLookup("advapi32", Arena.global()))
            .or(SymbolLookup.libraryLookup("ntdll", Arena.global()));

    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("GetLastError");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle LAST_ERROR = STATE.varHandle(PathElement.groupElement("GetLastError"));

    /** Of a thread, virtual ones too, as any call may block; the collector takes it back after the thread has gone. */
    private static final ThreadLocal<MemorySegment> STATES =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private Downcalls() {}

    /** A function whose error code counts: {@link #state()} comes before the arguments. */
    static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return link(name, FunctionDescriptor.of(result, arguments), CAPTURE);
    }

    /** A function that returns nothing and cannot fail. */
    static MethodHandle procedure(String name, MemoryLayout... arguments) {
        return link(name, FunctionDescriptor.ofVoid(arguments));
    }

    /** A function whose result says all. */
    static MethodHandle plainFunction(String name, MemoryLayout result, MemoryLayout... arguments) {
        return link(name, FunctionDescriptor.of(result, arguments));
    }

    @SuppressWarnings("restricted") // as above
    private static MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        MemorySegment address =
                LIBRARIES.find(name).orElseThrow(() -> new UnsatisfiedLinkError("Windows has no " + name));
        return LINKER.downcallHandle(address, descriptor, options);
    }

    /** Where the calls of this thread leave the error code, for the four methods below to find it. */
    static MemorySegment state() {
        return STATES.get();
    }

    /** Of a function that returns BOOL. */
    static int errorCode(int success) {
        return success != FALSE ? 0 : lastError();
    }

    /** Of a function that returns INVALID_HANDLE_VALUE when it fails: those that open files. */
    static long fileHandle(long handle) {
        return handle != INVALID_HANDLE_VALUE ? handle : -lastError();
    }

    /** Of a function that returns NULL when it fails. */
    static long objectHandle(long handle) {
        return handle != NULL ? handle : -lastError();
    }

    /** Of a function that returns NULL when it succeeds. */
    static int freed(long memory) {
        return memory == NULL ? 0 : lastError();
    }

    /** Of a function that waits. */
    static int waitResult(int result) {
        return result != WAIT_FAILED ? result : lastError();
    }

    private static int lastError() {
        return (int) LAST_ERROR.get(state(), 0L);
    }

    /** A method handle may throw any Throwable as far as the compiler knows; a downcall throws unchecked ones only. */
    static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}
