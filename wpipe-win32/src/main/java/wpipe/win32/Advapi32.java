package wpipe.win32;

/**
 * The functions of Windows about users, access lists and peers, by their own names: the second half of the port that
 * {@code wpipe.jna} and {@code wpipe.ffm} bind, by the rules of {@link Kernel32}. They are in advapi32.dll, but for those that
 * go along with them: LocalFree, RtlMoveMemory and GetNamedPipe...Id are in kernel32.dll, NtQueryInformationFile and
 * NtFsControlFile are in ntdll.dll.
 */
@SuppressWarnings("MemberName") // Win32's names are its own
public interface Advapi32 {
    /**
     * Makes a security descriptor, self-relative, of text.
     *
     * @param sddl the address of the text
     * @param revision SDDL_REVISION_1
     * @param descriptor the address of a pointer, which is set to memory that LocalFree takes back
     * @param size the address of a ULONG for its size in bytes
     * @return 0 or the error code
     */
    int ConvertStringSecurityDescriptorToSecurityDescriptor(long sddl, int revision, long descriptor, long size);

    /**
     * Takes back memory that another function has allocated.
     *
     * @param memory its address
     * @return 0 or the error code
     */
    int LocalFree(long memory);

    /**
     * Copies memory.
     *
     * @param destination the address to copy to
     * @param source the address to copy from
     * @param length bytes
     */
    void RtlMoveMemory(long destination, long source, int length);

    /**
     * Gives the security descriptor of an object, self-relative, as far as it was asked for.
     *
     * @param handle the handle, with the right READ_CONTROL
     * @param requested OWNER_SECURITY_INFORMATION and its like
     * @param descriptor the address of the memory for it
     * @param length its size in bytes
     * @param needed the address of a DWORD for the size that is needed
     * @return 0 or the error code
     */
    int GetKernelObjectSecurity(long handle, int requested, long descriptor, int length, long needed);

    /**
     * Tells something of a file or pipe that no function of kernel32.dll tells.
     *
     * @param file the handle
     * @param ioStatusBlock the address of an IO_STATUS_BLOCK
     * @param information the address of the memory for it
     * @param length its size in bytes
     * @param informationClass a FILE_INFORMATION_CLASS
     * @return the NTSTATUS: 0, or what went wrong
     */
    int NtQueryInformationFile(long file, long ioStatusBlock, long information, int length, int informationClass);

    /**
     * Asks the file system something of a file or pipe that no function of kernel32.dll asks; ApcRoutine, ApcContext and the input
     * are NULL, so no packet goes to a completion port.
     *
     * @param file the handle
     * @param event the handle of an event, which is set at the end; for STATUS_PENDING, when the answer is there
     * @param ioStatusBlock the address of an IO_STATUS_BLOCK, for the status of the end
     * @param fsControlCode an FSCTL_ code
     * @param output the address of the memory for the answer
     * @param length its size in bytes
     * @return the NTSTATUS
     */
    int NtFsControlFile(long file, long event, long ioStatusBlock, int fsControlCode, long output, int length);

    /**
     * Opens the token of a process.
     *
     * @param process the handle of the process; -1 for this one
     * @param access TOKEN_QUERY and its like
     * @param token the address of a HANDLE
     * @return 0 or the error code
     */
    int OpenProcessToken(long process, int access, long token);

    /**
     * Opens the token that a thread impersonates with.
     *
     * @param thread the handle of the thread; -2 for this one
     * @param access TOKEN_QUERY and its like
     * @param openAsSelf whether the process opens it, and not whom the thread impersonates
     * @param token the address of a HANDLE
     * @return 0 or the error code
     */
    int OpenThreadToken(long thread, int access, boolean openAsSelf, long token);

    /**
     * Tells something of a token.
     *
     * @param token the handle
     * @param informationClass a TOKEN_INFORMATION_CLASS
     * @param information the address of the memory for it
     * @param length its size in bytes
     * @param returnLength the address of a DWORD for the size that is needed
     * @return 0 or the error code
     */
    int GetTokenInformation(long token, int informationClass, long information, int length, long returnLength);

    /**
     * Finds the name of an account, on this machine (lpSystemName is NULL) or where this one looks for accounts. May block its thread.
     *
     * @param sid the address of the SID
     * @param name the address of the name
     * @param nameLength the address of a DWORD with its size in characters
     * @param domain the address of the name of its domain
     * @param domainLength the address of a DWORD with its size in characters
     * @param use the address of a SID_NAME_USE
     * @return 0 or the error code
     */
    int LookupAccountSid(long sid, long name, long nameLength, long domain, long domainLength, long use);

    /**
     * Makes the calling thread act as the client of a pipe.
     *
     * @param pipe the server's handle
     * @return 0 or the error code
     */
    int ImpersonateNamedPipeClient(long pipe);

    /**
     * Makes the calling thread act as its process again.
     *
     * @return 0 or the error code
     */
    int RevertToSelf();

    /**
     * The process that connected as the client.
     *
     * @param pipe the handle
     * @param id the address of a ULONG
     * @return 0 or the error code
     */
    int GetNamedPipeClientProcessId(long pipe, long id);

    /**
     * The session of the process that connected as the client.
     *
     * @param pipe the handle
     * @param id the address of a ULONG
     * @return 0 or the error code
     */
    int GetNamedPipeClientSessionId(long pipe, long id);

    /**
     * The process that made this instance as the server.
     *
     * @param pipe the handle
     * @param id the address of a ULONG
     * @return 0 or the error code
     */
    int GetNamedPipeServerProcessId(long pipe, long id);

    /**
     * The session of the process that made this instance as the server.
     *
     * @param pipe the handle
     * @param id the address of a ULONG
     * @return 0 or the error code
     */
    int GetNamedPipeServerSessionId(long pipe, long id);
}
