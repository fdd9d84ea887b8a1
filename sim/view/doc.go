// Package view is the state of a run at an instant, folded from its events: what a window
// reads and a test compares.
//
// Start with state.go: State is everything that the scheduler board shows. fold.go applies one
// event to it and refuses an event that cannot follow; moves.go has the moves from queue to
// queue, waiting.go says who waits for what. log.go has the state at any event of a run in a
// moment, timeline.go keeps who ran where and when, and how the heap grew; story.go says when an
// object was born, found and scanned.
//
// caption.go puts an event into words: what happened, why, and which function of the runtime
// does it; caption_gc.go does so for the collector. probe.go and heap.go state the questions that
// events do not answer (frames, variables, spans, the edges of objects); the machine at that
// instant answers them.
package view
