/** Runs the benchmarks: which ones, how long, in which JVM, and what is shown meanwhile. */
@NullMarked
package wpipe.bench.run;

import org.jspecify.annotations.NullMarked;
