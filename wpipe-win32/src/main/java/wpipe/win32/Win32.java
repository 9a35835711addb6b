package wpipe.win32;

/** The constants of Windows' headers that the engine passes or gets, by the names they have there. */
final class Win32 {
    static final int PIPE_ACCESS_INBOUND = 0x1;
    static final int PIPE_ACCESS_OUTBOUND = 0x2;
    static final int PIPE_ACCESS_DUPLEX = 0x3;
    static final int FILE_FLAG_FIRST_PIPE_INSTANCE = 0x0008_0000;
    static final int FILE_FLAG_BACKUP_SEMANTICS = 0x0200_0000;
    static final int FILE_FLAG_OVERLAPPED = 0x4000_0000;

    static final int PIPE_TYPE_BYTE = 0x0;
    static final int PIPE_TYPE_MESSAGE = 0x4;
    static final int PIPE_READMODE_BYTE = 0x0;
    static final int PIPE_READMODE_MESSAGE = 0x2;
    static final int PIPE_WAIT = 0x0;
    static final int PIPE_REJECT_REMOTE_CLIENTS = 0x8;
    static final int PIPE_UNLIMITED_INSTANCES = 255;

    static final int GENERIC_READ = 0x8000_0000;
    static final int FILE_WRITE_DATA = 0x2;
    static final int FILE_READ_ATTRIBUTES = 0x80;
    static final int FILE_WRITE_ATTRIBUTES = 0x100;
    static final int READ_CONTROL = 0x0002_0000;
    static final int SYNCHRONIZE = 0x0010_0000;
    static final int FILE_SHARE_READ = 0x1;
    static final int FILE_SHARE_WRITE = 0x2;
    static final int FILE_SHARE_DELETE = 0x4;
    static final int OPEN_EXISTING = 3;
    static final int SECURITY_SQOS_PRESENT = 0x0010_0000;
    static final int SECURITY_CONTEXT_TRACKING = 0x0004_0000;
    static final int SECURITY_ANONYMOUS = 0x0;
    static final int SECURITY_IDENTIFICATION = 0x0001_0000;
    static final int SECURITY_IMPERSONATION = 0x0002_0000;
    static final int SECURITY_DELEGATION = 0x0003_0000;

    static final int SDDL_REVISION_1 = 1;
    static final int OWNER_SECURITY_INFORMATION = 0x1;
    static final int FilePipeLocalInformation = 24;
    static final int TOKEN_QUERY = 0x8;
    static final int TokenUser = 1;
    static final int TokenOwner = 4;
    static final int TokenImpersonationLevel = 9;
    static final int TokenElevation = 20;
    static final int TokenIntegrityLevel = 25;
    static final int SecurityImpersonation = 2;

    static final int FILE_SKIP_COMPLETION_PORT_ON_SUCCESS = 0x1;
    static final int FILE_SKIP_SET_EVENT_ON_HANDLE = 0x2;
    static final int FileFullDirectoryInfo = 14;
    static final int FileFullDirectoryRestartInfo = 15;
    static final int FORMAT_MESSAGE_FROM_SYSTEM = 0x1000;
    static final int FORMAT_MESSAGE_IGNORE_INSERTS = 0x200;

    static final int STATUS_SUCCESS = 0x0;
    static final int STATUS_PENDING = 0x103;
    static final int STATUS_BUFFER_OVERFLOW = 0x8000_0005;
    static final int STATUS_PIPE_DISCONNECTED = 0xC000_00B0;
    static final int STATUS_PIPE_CLOSING = 0xC000_00B1;
    static final int STATUS_CANCELLED = 0xC000_0120;
    static final int STATUS_PIPE_BROKEN = 0xC000_014B;
    static final int STATUS_UNSUCCESSFUL = 0xC000_0001;

    private Win32() {}
}
