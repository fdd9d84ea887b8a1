// Package pane is the window's contents: a pure function of a Frame and of what the reader
// has chosen to look at.
//
// Start with frame.go: a Frame is all that the window can show of a run, and intent.go is all
// that it can ask for. screen.go puts the panes together: each pane is a file with a layout (where
// things are), an update (what the pointer did to them) and a paint. board.go is the stage:
// global queue, Ps, threads; waiting.go the parked goroutines; source.go the program;
// heap.go the heap and the collector; caption.go what happened and why; timeline.go who ran when; transport.go the controls.
// motion.go moves goroutines from place to place instead of letting them jump.
//
// Nothing here reads a clock or a file: time comes with ui.Input, so a test makes any frame of
// any animation exactly, and the CPU painter shows it.
package pane
