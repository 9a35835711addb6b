/** The benchmarks, one class a question; wpipe-bench/README.md explains each. */
@NullMarked
package wpipe.bench;

import org.jspecify.annotations.NullMarked;
