package wpipe.spi;

import java.util.Locale;
import java.util.Objects;

/**
 * The name of a pipe and the machine it is on. The one place that checks names and adds the prefix.
 *
 * @since 0.1
 */
public final class PipeAddress {
    /** The host that stands for this machine. */
    public static final String THIS_MACHINE = ".";

    /** The longest name that Windows takes, in characters, with the prefix. */
    public static final int MAX_PATH_LENGTH = 256;

    /** What the paths of this machine's pipes begin with: {@code \\.\pipe\}, which is also the folder that has them. */
    public static final String LOCAL_PREFIX = "\\\\" + THIS_MACHINE + "\\pipe\\";

    private static final int MAX_NAME_LENGTH = MAX_PATH_LENGTH - LOCAL_PREFIX.length();
    private static final int MAX_HOST_LENGTH = 255;

    private final String host;
    private final String name;
    private final String path;

    private PipeAddress(String host, String name) {
        this.host = host;
        this.name = name;
        this.path = "\\\\" + host + "\\pipe\\" + name;
    }

    /**
     * The pipe of that name on this machine.
     *
     * @param name the name, without the prefix
     * @return its address
     * @throws IllegalArgumentException if the name breaks a rule, with the name and the rule
     */
    public static PipeAddress local(String name) {
        return of(THIS_MACHINE, name);
    }

    /**
     * The pipe of that name on some machine.
     *
     * @param host the machine: {@value #THIS_MACHINE} for this one, else its name or address
     * @param name the name, without the prefix
     * @return its address
     * @throws IllegalArgumentException if the host or the name breaks a rule, with the value and the rule
     */
    public static PipeAddress of(String host, String name) {
        checkHost(host);
        checkName(name);
        return new PipeAddress(host, name);
    }

    /**
     * Checks the name of a machine.
     *
     * @param host the name
     * @throws IllegalArgumentException if it breaks a rule, with the value and the rule
     */
    public static void checkHost(String host) {
        Objects.requireNonNull(host, "host");
        if (host.isEmpty() || host.length() > MAX_HOST_LENGTH) {
            throw new IllegalArgumentException("host '" + host + "' must have 1 to " + MAX_HOST_LENGTH + " characters");
        }
        if (!host.equals(THIS_MACHINE) && !host.matches("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")) {
            throw new IllegalArgumentException("host '" + host
                    + "' must be '.', or letters, digits, '.', '-' and '_' that start and end with a letter or digit");
        }
    }

    private static void checkName(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "pipe name '" + name + "' has " + name.length() + " characters; it must have 1 to "
                            + MAX_NAME_LENGTH + " (" + MAX_PATH_LENGTH + " with the prefix)");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            // Win32 turns a slash into a backslash, and ends a name at a NUL: both would name another pipe.
            if (c == '\\' || c == '/' || Character.isISOControl(c)) {
                throw new IllegalArgumentException("pipe name '" + name + "' has the character U+"
                        + String.format(Locale.ROOT, "%04X", (int) c) + " at index " + i
                        + "; it must have no backslash, slash or control character, and is given without the prefix "
                        + LOCAL_PREFIX);
            }
        }
        char last = name.charAt(name.length() - 1);
        if (last == '.' || last == ' ') {
            // Win32 strips these from the end of a path: another pipe again.
            throw new IllegalArgumentException("pipe name '" + name + "' must not end with a dot or a space");
        }
    }

    /**
     * The machine.
     *
     * @return {@value #THIS_MACHINE} for this one
     */
    public String host() {
        return host;
    }

    /**
     * The name without the prefix.
     *
     * @return the name as it was given
     */
    public String name() {
        return name;
    }

    /**
     * The path that Win32 knows the pipe by.
     *
     * @return {@code \\host\pipe\name}
     */
    public String path() {
        return path;
    }

    /**
     * The name in the form in which two names are equal if they are the same pipe: names ignore case.
     *
     * @return the key
     */
    public String key() {
        char[] key = name.toCharArray();
        for (int i = 0; i < key.length; i++) {
            key[i] = Character.toUpperCase(key[i]);
        }
        return new String(key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PipeAddress that && host.equalsIgnoreCase(that.host) && key().equals(that.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return path;
    }
}
