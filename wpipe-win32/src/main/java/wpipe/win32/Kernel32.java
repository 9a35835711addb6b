package wpipe.win32;

import java.nio.ByteBuffer;

/**
 * The functions of Windows that the engine calls, by their own names: the port that {@code wpipe.jna} and
 * {@code wpipe.ffm} bind and that tests script. A binding adds no logic: each method is one call of the function of that
 * name (its W form where there is one), in kernel32.dll.
 *
 * <p>Handles and addresses are {@code long}; an address is that of native memory which the caller keeps alive. Strings
 * are UTF-16, ended by a NUL. BOOL parameters are {@code boolean}. <b>The error code leaves with the call</b>: a method
 * that returns {@code int} returns 0 ({@code ERROR_SUCCESS}) if the function succeeded and what GetLastError says right
 * after it if not; one that returns a handle as {@code long} returns the handle, which is over 0, or the error code negated. All methods
 * are safe to call from any thread, and may block their thread only where that is said.
 */
@SuppressWarnings("MemberName") // Win32's names are its own
public interface Kernel32 {
    /** A wait without limit, in milliseconds. */
    int INFINITE = -1;

    /**
     * The address of the first byte (index 0, wherever the position is) of a direct buffer.
     *
     * @param buffer a direct buffer, which the caller keeps reachable as long as it uses the address
     * @return its address
     */
    long address(ByteBuffer buffer);

    /**
     * Creates an instance of a named pipe.
     *
     * @param name the address of the path
     * @param openMode dwOpenMode
     * @param pipeMode dwPipeMode
     * @param maxInstances nMaxInstances
     * @param outBufferSize nOutBufferSize, bytes
     * @param inBufferSize nInBufferSize, bytes
     * @param defaultTimeOut nDefaultTimeOut, milliseconds
     * @param securityAttributes the address of a SECURITY_ATTRIBUTES, or 0
     * @return the handle, or the error code negated
     */
    long CreateNamedPipe(
            long name,
            int openMode,
            int pipeMode,
            int maxInstances,
            int outBufferSize,
            int inBufferSize,
            int defaultTimeOut,
            long securityAttributes);

    /**
     * Waits for a client, overlapped.
     *
     * @param pipe the handle of an instance
     * @param overlapped the address of an OVERLAPPED
     * @return 0 or the error code
     */
    int ConnectNamedPipe(long pipe, long overlapped);

    /**
     * Opens a pipe.
     *
     * @param name the address of the path
     * @param desiredAccess dwDesiredAccess
     * @param shareMode dwShareMode
     * @param securityAttributes the address of a SECURITY_ATTRIBUTES, or 0
     * @param creationDisposition dwCreationDisposition
     * @param flagsAndAttributes dwFlagsAndAttributes
     * @param templateFile hTemplateFile, or 0
     * @return the handle, or the error code negated
     */
    long CreateFile(
            long name,
            int desiredAccess,
            int shareMode,
            long securityAttributes,
            int creationDisposition,
            int flagsAndAttributes,
            long templateFile);

    /**
     * Waits until an instance of a pipe is free. Blocks its thread.
     *
     * @param name the address of the path
     * @param timeOut milliseconds
     * @return 0 or the error code
     */
    int WaitNamedPipe(long name, int timeOut);

    /**
     * Sets the read mode of a handle; the other two parameters are NULL.
     *
     * @param pipe the handle
     * @param mode the address of the DWORD that lpMode points to
     * @return 0 or the error code
     */
    int SetNamedPipeHandleState(long pipe, long mode);

    /**
     * Looks at what can be read; lpBuffer and lpBytesRead are NULL. For measuring bindings, on a handle that has nothing else to
     * do: it may wait until the handle is set, so the engine asks as {@link Peek} does.
     *
     * @param pipe the handle
     * @param totalBytesAvail the address of a DWORD
     * @param bytesLeftThisMessage the address of a DWORD
     * @return 0 or the error code
     */
    int PeekNamedPipe(long pipe, long totalBytesAvail, long bytesLeftThisMessage);

    /**
     * Reads, overlapped; lpNumberOfBytesRead is NULL.
     *
     * @param file the handle
     * @param buffer the address of the buffer
     * @param size its size in bytes
     * @param overlapped the address of an OVERLAPPED
     * @return 0 or the error code
     */
    int ReadFile(long file, long buffer, int size, long overlapped);

    /**
     * Writes, overlapped; lpNumberOfBytesWritten is NULL.
     *
     * @param file the handle
     * @param buffer the address of the bytes
     * @param size how many
     * @param overlapped the address of an OVERLAPPED
     * @return 0 or the error code
     */
    int WriteFile(long file, long buffer, int size, long overlapped);

    /**
     * How an overlapped operation ended. Blocks its thread if it is to wait.
     *
     * @param file the handle
     * @param overlapped the address of its OVERLAPPED
     * @param transferred the address of a DWORD for the bytes transferred
     * @param wait whether to wait for the end
     * @return 0 or the error code
     */
    int GetOverlappedResult(long file, long overlapped, long transferred, boolean wait);

    /**
     * Asks for an operation to be cancelled; it has not ended when this returns.
     *
     * @param file the handle
     * @param overlapped the address of its OVERLAPPED, or 0 for all operations of the handle
     * @return 0 or the error code
     */
    int CancelIoEx(long file, long overlapped);

    /**
     * Waits until the peer has read all that was written to a pipe. Blocks its thread, for as long as the peer likes.
     *
     * @param file the handle
     * @return 0 or the error code
     */
    int FlushFileBuffers(long file);

    /**
     * Closes a handle.
     *
     * @param object the handle
     * @return 0 or the error code
     */
    int CloseHandle(long object);

    /**
     * Creates an event without a name.
     *
     * @param manualReset bManualReset
     * @param initialState bInitialState
     * @return the handle, or the error code negated
     */
    long CreateEvent(boolean manualReset, boolean initialState);

    /**
     * Sets an event.
     *
     * @param event the handle
     * @return 0 or the error code
     */
    int SetEvent(long event);

    /**
     * Makes an event one that is not set.
     *
     * @param event the handle
     * @return 0 or the error code
     */
    int ResetEvent(long event);

    /**
     * Waits for an object. Blocks its thread.
     *
     * @param object the handle
     * @param milliseconds how long, or {@link #INFINITE}
     * @return 0 if it is signalled, WAIT_TIMEOUT (258) if not, or the error code (of WAIT_FAILED)
     */
    int WaitForSingleObject(long object, int milliseconds);

    /**
     * Creates a completion port, or ties a handle to one.
     *
     * @param file the handle, or -1 to create a port
     * @param existingPort the port, or 0 to create one
     * @param completionKey what the packets of the handle carry
     * @param concurrentThreads how many threads may work on packets at once; 0 for one a processor
     * @return the port, or the error code negated
     */
    long CreateIoCompletionPort(long file, long existingPort, long completionKey, int concurrentThreads);

    /**
     * Takes packets from a completion port; not alertable. Blocks its thread.
     *
     * @param port the port
     * @param entries the address of an array of OVERLAPPED_ENTRY
     * @param count its length
     * @param removed the address of a DWORD for the number of packets
     * @param milliseconds how long to wait for the first one, or {@link #INFINITE}
     * @return 0 or the error code, WAIT_TIMEOUT (258) if none came in time
     */
    int GetQueuedCompletionStatusEx(long port, long entries, int count, long removed, int milliseconds);

    /**
     * Puts a packet into a completion port.
     *
     * @param port the port
     * @param bytes what the packet says of bytes transferred
     * @param completionKey what it says of its handle
     * @param overlapped what it says of its operation
     * @return 0 or the error code
     */
    int PostQueuedCompletionStatus(long port, int bytes, long completionKey, long overlapped);

    /**
     * Says how a handle tells of completions.
     *
     * @param file the handle
     * @param flags FILE_SKIP_COMPLETION_PORT_ON_SUCCESS (1), FILE_SKIP_SET_EVENT_ON_HANDLE (2)
     * @return 0 or the error code
     */
    int SetFileCompletionNotificationModes(long file, int flags);

    /**
     * Counts the handles that a process has open.
     *
     * @param process the handle of the process; -1 for this one
     * @param count the address of a DWORD
     * @return 0 or the error code
     */
    int GetProcessHandleCount(long process, long count);

    /**
     * Asks for information about a file, or for what a folder has; may block its thread.
     *
     * @param file the handle
     * @param infoClass FileInformationClass
     * @param buffer the address of the buffer for the information
     * @param size its size in bytes
     * @return 0 or the error code
     */
    int GetFileInformationByHandleEx(long file, int infoClass, long buffer, int size);

    /**
     * The system's text for an error code, in its own language (FORMAT_MESSAGE_FROM_SYSTEM and
     * FORMAT_MESSAGE_IGNORE_INSERTS, no source, no arguments).
     *
     * @param flags dwFlags
     * @param messageId the error code
     * @param buffer the address of the text
     * @param size its size in characters
     * @return how many characters were stored; 0 if there is no text
     */
    int FormatMessage(int flags, int messageId, long buffer, int size);
}
