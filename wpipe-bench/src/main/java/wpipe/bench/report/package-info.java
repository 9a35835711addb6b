/** What became of a run: its numbers as JSON, as a table, as pictures and as a page, and beside those of an earlier one. */
@NullMarked
package wpipe.bench.report;

import org.jspecify.annotations.NullMarked;
