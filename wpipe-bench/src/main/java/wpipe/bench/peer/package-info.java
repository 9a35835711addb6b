/**
 * One program that is either end of a pipe between two processes, and speaks a protocol so small that programs in other
 * languages speak it as well: wpipe-bench/README.md.
 */
@NullMarked
package wpipe.bench.peer;

import org.jspecify.annotations.NullMarked;
