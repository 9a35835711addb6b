package wpipe.win32;

import java.util.List;

/**
 * One call of a function.
 *
 * @param function its name
 * @param args its arguments in order, BOOLs as 0 or 1
 * @param text the name of the pipe, or the text that an address in the arguments led to; else empty
 */
record Call(String function, List<Long> args, String text) {
    long arg(int index) {
        return args.get(index);
    }

    int flags(int index) {
        return args.get(index).intValue();
    }
}
