//go:build gopherscope

// Package trace would write an execution trace. Simplified: what Start writes is the head of
// one, with no events after it; the machine's own events tell the same and more. Tasks, regions
// and logs are accepted and leave no trace.
package trace

import (
	"context"
	"errors"
	"fmt"
	"io"
	_ "os" // linked in Go too, which brings a goroutine of the runtime
	"sync"
	"time"
)

// head is how a trace begins.
const head = "go 1.26 trace\x00\x00\x00"

var (
	mu       sync.Mutex
	started  bool
	recorder *FlightRecorder
)

// Start begins a trace to w; there can be only one.
func Start(w io.Writer) error {
	mu.Lock()
	defer mu.Unlock()
	if started {
		return errors.New("execution tracer already enabled")
	}
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	started = true
	return nil
}

// Stop ends the trace.
func Stop() {
	mu.Lock()
	defer mu.Unlock()
	started = false
}

// IsEnabled tells whether a trace was begun.
func IsEnabled() bool {
	mu.Lock()
	defer mu.Unlock()
	return started || recorder != nil
}

// A Task is a piece of work of several goroutines.
type Task struct{ _ byte }

// NewTask begins a task, which the returned context stands for.
func NewTask(pctx context.Context, taskType string) (ctx context.Context, task *Task) {
	t := &Task{}
	return context.WithValue(pctx, taskKey{}, t), t
}

type taskKey struct{}

// End ends the task.
func (t *Task) End() {}

// Log and Logf note something about the context's task.
func Log(ctx context.Context, category, message string) {}

func Logf(ctx context.Context, category, format string, args ...any) {
	if IsEnabled() {
		Log(ctx, category, fmt.Sprintf(format, args...))
	}
}

// A Region is a piece of work of one goroutine.
type Region struct{ _ byte }

// StartRegion begins a region, End ends it.
func StartRegion(ctx context.Context, regionType string) *Region { return &Region{} }
func (r *Region) End()                                           {}

// WithRegion calls fn in a region.
func WithRegion(ctx context.Context, regionType string, fn func()) {
	defer StartRegion(ctx, regionType).End()
	fn()
}

// A FlightRecorder would keep the last events.
type FlightRecorder struct{ cfg FlightRecorderConfig }

// A FlightRecorderConfig says how much to keep.
type FlightRecorderConfig struct {
	MinAge   time.Duration
	MaxBytes uint64
}

func NewFlightRecorder(cfg FlightRecorderConfig) *FlightRecorder { return &FlightRecorder{cfg} }

// Start begins to record; there can be only one recorder at a time.
func (fr *FlightRecorder) Start() error {
	mu.Lock()
	defer mu.Unlock()
	switch recorder {
	case nil:
		recorder = fr
		return nil
	case fr:
		return errors.New("cannot enable a enabled flight recorder")
	}
	return errors.New("flight recorder already enabled")
}

// Stop ends the recording.
func (fr *FlightRecorder) Stop() {
	mu.Lock()
	defer mu.Unlock()
	if recorder == fr {
		recorder = nil
	}
}

func (fr *FlightRecorder) Enabled() bool {
	mu.Lock()
	defer mu.Unlock()
	return recorder == fr
}

// WriteTo writes the recorded trace.
func (fr *FlightRecorder) WriteTo(w io.Writer) (n int64, err error) {
	if !fr.Enabled() {
		return 0, errors.New("cannot snapshot a disabled flight recorder")
	}
	k, err := io.WriteString(w, head)
	return int64(k), err
}
