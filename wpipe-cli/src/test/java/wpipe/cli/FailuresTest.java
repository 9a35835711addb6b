package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** What is said of files: most kinds of failure have a message that is the name of the file alone. */
class FailuresTest {
    @Test
    void whatWentWrongWithAFileIsSaid() {
        assertEquals("f: no such file or folder", Failures.text(new NoSuchFileException("f")));
        assertEquals("f: access denied", Failures.text(new AccessDeniedException("f")));
        assertEquals("f: FileSystemLoopException", Failures.text(new FileSystemLoopException("f")));
        assertEquals("f: Is a directory", Failures.text(new FileSystemException("f", null, "Is a directory")));
    }
}
