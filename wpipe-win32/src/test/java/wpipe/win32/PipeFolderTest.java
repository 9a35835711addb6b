package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wpipe.api.PipeException;
import wpipe.api.PipeInfo;
import wpipe.spi.WinError;

/** Listing the pipes of the machine. */
final class PipeFolderTest extends EngineTest {
    private static final int NO_MORE = WinError.ERROR_NO_MORE_FILES;

    /** What the file system of pipes leaves in a buffer: entries that say how far it is to the next one. */
    private Reaction entries(PipeInfo... pipes) {
        return call -> {
            ByteBuffer buffer = kernel.memory().at(call.arg(2), call.flags(3));
            int entry = 0;
            for (int i = 0; i < pipes.length; i++) {
                byte[] name = pipes[i].name().getBytes(StandardCharsets.UTF_16LE);
                int size = (Layout.FILE_FULL_DIR_INFO.FileName + name.length + 7) / 8 * 8;
                buffer.putInt(entry + Layout.FILE_FULL_DIR_INFO.NextEntryOffset, i < pipes.length - 1 ? size : 0);
                buffer.putLong(entry + Layout.FILE_FULL_DIR_INFO.EndOfFile, pipes[i].instances());
                buffer.putLong(
                        entry + Layout.FILE_FULL_DIR_INFO.AllocationSize,
                        pipes[i].maxInstances().orElse(-1) & 0xFFFF_FFFFL);
                buffer.putInt(entry + Layout.FILE_FULL_DIR_INFO.FileNameLength, name.length);
                buffer.put(entry + Layout.FILE_FULL_DIR_INFO.FileName, name);
                entry += size;
            }
            return WinError.ERROR_SUCCESS;
        };
    }

    @Test
    void allBuffersAreRead() throws IOException {
        PipeInfo unlimited = new PipeInfo("lsass", 3, OptionalInt.empty());
        PipeInfo limited = new PipeInfo("größe", 1, OptionalInt.of(10));
        PipeInfo nested = new PipeInfo("Winsock2\\CatalogChangeListener-1a4-0", 1, OptionalInt.of(1));
        kernel.script("GetFileInformationByHandleEx", entries(unlimited, limited), entries(nested));
        assertEquals(List.of(unlimited, limited, nested), PipeFolder.list(engine));
        assertEquals(
                List.of(15, 14, 14),
                kernel.calls("GetFileInformationByHandleEx").stream()
                        .map(call -> call.flags(1))
                        .toList());
    }

    @Test
    void theFolderIsOpenedForReadingAndKeepsNobodyOut() throws IOException {
        assertEquals(List.of(), PipeFolder.list(engine));
        Call call = kernel.awaitCall("CreateFile", 1);
        assertEquals("\\\\.\\pipe\\", call.text());
        assertEquals(0x8000_0000, call.flags(1), "dwDesiredAccess");
        assertEquals(0x7, call.flags(2), "dwShareMode");
        assertEquals(0, call.arg(3), "lpSecurityAttributes");
        assertEquals(3, call.flags(4), "dwCreationDisposition");
        assertEquals(0x0200_0000, call.flags(5), "dwFlagsAndAttributes");
        assertEquals(1, kernel.calls("CloseHandle").size());
    }

    @Test
    void aFolderWithNothingInItIsEmpty() throws IOException {
        kernel.codes("GetFileInformationByHandleEx", WinError.ERROR_FILE_NOT_FOUND);
        assertEquals(List.of(), PipeFolder.list(engine));
    }

    @Test
    void aSystemThatCannotOpenItSaysSo() {
        kernel.codes("CreateFile", 3);
        PipeException e = assertThrows(PipeException.class, () -> PipeFolder.list(engine));
        assertEquals(3, e.code());
        assertEquals("CreateFile", e.operation());
        assertEquals("\\\\.\\pipe\\", e.pipe());
        assertTrue(e.getMessage().contains("Text of 3."), e.getMessage());
    }

    @Test
    void aFailureOnTheWayIsNoShorterList() {
        kernel.script("GetFileInformationByHandleEx", entries(new PipeInfo("one", 1, OptionalInt.empty())));
        kernel.codes("GetFileInformationByHandleEx", WinError.ERROR_FILE_NOT_FOUND);
        kernel.codes("CloseHandle", 6);
        PipeException e = assertThrows(PipeException.class, () -> PipeFolder.list(engine));
        assertEquals(2, e.code());
        assertEquals("GetFileInformationByHandleEx", e.operation());
        assertEquals(6, ((PipeException) e.getSuppressed()[0]).code());
    }

    @Test
    void aFailureOfTheCloseIsNotForgotten() {
        kernel.codes("GetFileInformationByHandleEx", NO_MORE);
        kernel.codes("CloseHandle", 6);
        PipeException e = assertThrows(PipeException.class, () -> PipeFolder.list(engine));
        assertEquals("CloseHandle", e.operation());
        assertEquals(6, e.code());
    }

    @Test
    void noEntryRunsOverTheBuffer() throws IOException {
        String longest = "n".repeat(247);
        PipeInfo[] full = Stream.generate(() -> new PipeInfo(longest, 1, OptionalInt.empty()))
                .limit((1 << 16) / 568)
                .toArray(PipeInfo[]::new);
        kernel.script("GetFileInformationByHandleEx", entries(full));
        assertEquals(List.of(full), PipeFolder.list(engine));
    }
}
