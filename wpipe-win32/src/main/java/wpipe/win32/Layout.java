package wpipe.win32;

/** Sizes of Windows' structures on 64-bit systems, and the offsets of their fields by the fields' own names; in bytes. */
@SuppressWarnings("MemberName") // the fields' own names
final class Layout {
    private Layout() {}

    static final class OVERLAPPED {
        static final int SIZE = 32;
        static final int Internal = 0;
        static final int InternalHigh = 8;
        static final int hEvent = 24;

        private OVERLAPPED() {}
    }

    static final class OVERLAPPED_ENTRY {
        static final int SIZE = 32;
        static final int lpCompletionKey = 0;
        static final int lpOverlapped = 8;
        static final int Internal = 16;
        static final int dwNumberOfBytesTransferred = 24;

        private OVERLAPPED_ENTRY() {}
    }

    static final class SECURITY_ATTRIBUTES {
        static final int SIZE = 24;
        static final int nLength = 0;
        static final int lpSecurityDescriptor = 8;
        static final int bInheritHandle = 16;

        private SECURITY_ATTRIBUTES() {}
    }

    static final class SECURITY_DESCRIPTOR_RELATIVE {
        static final int Owner = 4;

        private SECURITY_DESCRIPTOR_RELATIVE() {}
    }

    static final class FILE_PIPE_LOCAL_INFORMATION {
        static final int SIZE = 40;
        static final int NamedPipeType = 0;
        static final int NamedPipeConfiguration = 4;

        private FILE_PIPE_LOCAL_INFORMATION() {}
    }

    static final class IO_STATUS_BLOCK {
        static final int SIZE = 16;
        static final int Status = 0;

        private IO_STATUS_BLOCK() {}
    }

    static final class SID {
        static final int SubAuthorityCount = 1;
        static final int IdentifierAuthority = 2;
        static final int SubAuthority = 8;

        private SID() {}
    }

    static final class FILE_FULL_DIR_INFO {
        static final int NextEntryOffset = 0;
        static final int EndOfFile = 40;
        static final int AllocationSize = 48;
        static final int FileNameLength = 60;
        static final int FileName = 68;

        private FILE_FULL_DIR_INFO() {}
    }
}
