// Package heap models Go's heap: size classes, spans of 8 KB pages, allocation, and a
// collector that marks while the program runs and sweeps when memory is needed.
//
// Addresses are those of mem.Memory, behind the program's static data, and an object never
// moves. Everything that a span knows of its objects stands beside the memory, not in it:
// alloc bits and counts in the span's row, mark bits in another, the type of every object in a
// table of tags. So the memory holds what Go's would, and a checkpoint, in the middle of
// marking too, copies the rows that changed.
//
// Start with malloc.go, the path of one allocation; mcache.go is what a P allocates from,
// mcentral.go finds it a span with room, mheap.go the pages for a span, stack.go the memory of
// goroutines. mgc.go tells the story of a cycle and mgcpacer.go decides when it begins;
// mgcmark.go finds what is reachable, root job by root job and object by object, or span by
// span (mgcmark_greenteagc.go), with the queues of mgcwork.go and what the write barrier has
// seen (mbarrier.go); mgcassist.go has those pay who allocate meanwhile. mgcsweep.go frees the
// rest. sizeclasses.go holds Go's own numbers, layout.go where the pointers of a type are,
// span.go the span, special.go what is to happen when an object dies (finalizers, cleanups,
// weak pointers), find.go and show.go answer questions.
//
// The machine drives it: it says on whose behalf things happen (Use), stops the world for
// StartMark and Terminate, has goroutines Drain in between, and calls SweepOne afterwards.
// Collect does all that at once, with the world stopped.
//
// Files and functions carry the names of their models in package runtime (go1.26), so the
// two can be read side by side. Simplified: an assist comes right after an allocation, not
// right before; the list of a P's spans that others may steal is one. Left out on purpose: the
// scavenger, huge pages, and a random base address.
package heap
