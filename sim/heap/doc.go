// Package heap models Go's heap: size classes, spans of 8 KB pages, allocation, and a
// collector that marks and sweeps while the world stands still.
//
// Addresses are those of mem.Memory, behind the program's static data, and an object never
// moves. Everything that a span knows of its objects stands beside the memory, not in it:
// alloc bits and counts in the span's row, the type of every object in a table of tags. So
// the memory holds what Go's would, and a checkpoint copies the rows that changed.
//
// Start with malloc.go, the path of one allocation; mcentral.go finds a span with room for
// it, mheap.go the pages for a span, stack.go the memory of goroutines. mgc.go decides when
// to collect and tells the story of a collection; mgcmark.go finds what is reachable and
// mgcsweep.go frees the rest. sizeclasses.go holds Go's own numbers, layout.go where the
// pointers of a type are, span.go the span, special.go what is to happen when an object dies
// (finalizers, cleanups, weak pointers), find.go answers questions about addresses.
//
// Files and functions carry the names of their models in package runtime (go1.26), so the
// two can be read side by side. Simplified: one cache of spans serves all Ps, the world is
// stopped for a whole collection, and sweeping is done before it starts again. Left out on
// purpose: the scavenger, huge pages, and a random base address.
package heap
