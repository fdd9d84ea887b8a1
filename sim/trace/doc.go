// Package trace is the waist of the house: what happened in a run, as plain data.
//
// The machine writes events, the view folds them into a picture, and neither knows the
// other. So an event log can be saved, hashed, compared with a golden file and played
// again with no machine at hand, and a machine runs with nobody watching.
//
// Start with event.go: Event is the one record that everything else is about. id.go names
// goroutines, processors and threads as the runtime does; kind.go lists what can happen
// and which class each kind belongs to; reason.go holds the runtime's own wait reasons;
// text.go prints events a line each, as golden files and `gopherscope events` show them;
// json.go writes and reads them for other programs, and hashes a log.
//
// Names of events follow the Go execution tracer (internal/trace), with the scheduler's
// decisions that the tracer leaves out: where a goroutine was queued, which rule chose it.
package trace
