/**
 * The one engine for Windows' named pipes, over the port {@link wpipe.win32.Kernel32}. A backend is a binding of that port
 * and a {@link wpipe.win32.Win32Provider} around it, and nothing else.
 */
@NullMarked
package wpipe.win32;

import org.jspecify.annotations.NullMarked;
