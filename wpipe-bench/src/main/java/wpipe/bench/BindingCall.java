package wpipe.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.bench.link.Pipes;
import wpipe.bench.link.Ways;
import wpipe.ffm.FfmBinding;
import wpipe.jna.JnaBinding;
import wpipe.win32.Kernel32;

/** What does one call of Windows cost, by either binding? */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BindingCall {
    private static final int GENERIC_READ = 0x80000000;
    private static final int OPEN_EXISTING = 3;

    /** The binding. */
    @Param({"ffm", "jna"})
    public String provider = "";

    /** GetCurrentProcessId never leaves the process; PeekNamedPipe asks the system, of a pipe that has nothing to read. */
    @Param({"GetCurrentProcessId", "PeekNamedPipe"})
    public String function = "";

    private IntSupplier call = () -> 0;
    private Closing closing = () -> {};

    /** What is done at the end. */
    private interface Closing {
        void close() throws IOException;
    }

    /** Links it. */
    @Setup
    public void link() throws IOException {
        boolean ffm = provider.equals("ffm");
        if (function.equals("GetCurrentProcessId")) {
            call = ffm ? ProcessIdByFfm::get : ProcessIdByJna::GetCurrentProcessId;
            return;
        }
        Server server = Pipes.open(provider, Ways.pipeName(), Mode.WRITER, 1);
        Kernel32 kernel32 = ffm ? FfmBinding.kernel32() : JnaBinding.kernel32();
        ByteBuffer path = utf16(Pipes.PREFIX + Ways.pipeName());
        long pipe = kernel32.CreateFile(kernel32.address(path), GENERIC_READ, 0, 0, OPEN_EXISTING, 0, 0);
        if (pipe <= 0) {
            throw new IOException("CreateFile: error " + -pipe);
        }
        ByteBuffer answer = ByteBuffer.allocateDirect(2 * Integer.BYTES);
        long total = kernel32.address(answer);
        call = () -> kernel32.PeekNamedPipe(pipe, total, total + Integer.BYTES) + answer.get(0);
        closing = () -> {
            kernel32.CloseHandle(pipe);
            server.close();
        };
        if (call.getAsInt() != 0) {
            throw new IOException("PeekNamedPipe: error or data");
        }
    }

    private static ByteBuffer utf16(String text) {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect((text.length() + 1) * Character.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asCharBuffer().put(text);
        return buffer;
    }

    /** Closes what was opened. */
    @TearDown
    public void close() throws IOException {
        closing.close();
    }

    /** One call. */
    @Benchmark
    public int call() {
        return call.getAsInt();
    }
}
