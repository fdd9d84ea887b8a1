//go:build gopherscope

// Package pprof would write profiles. Simplified: the machine takes no samples, so the profiles
// of processor, heap, waits and threads are empty, and written as nothing; the one of goroutines
// has their stacks as text.
package pprof

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"runtime"
	"slices"
	"sync"
)

// A Profile is a named set of values with the stacks that added them.
type Profile struct {
	name   string
	mu     sync.Mutex
	values map[any]int
	count  func() int // of a profile of the runtime
}

var (
	mu       sync.Mutex
	profiles = map[string]*Profile{}
	cpu      bool
)

func init() {
	for _, name := range []string{"allocs", "block", "goroutine", "heap", "mutex", "threadcreate"} {
		profiles[name] = &Profile{name: name, count: func() int { return 0 }}
	}
	profiles["goroutine"].count = runtime.NumGoroutine
}

// NewProfile makes a profile, whose name must be new.
func NewProfile(name string) *Profile {
	mu.Lock()
	defer mu.Unlock()
	if name == "" {
		panic("pprof: NewProfile with empty name")
	}
	if profiles[name] != nil {
		panic("pprof: NewProfile name already in use: " + name)
	}
	p := &Profile{name: name, values: map[any]int{}}
	profiles[name] = p
	return p
}

// Lookup returns a profile by its name, or nil.
func Lookup(name string) *Profile {
	mu.Lock()
	defer mu.Unlock()
	return profiles[name]
}

// Profiles returns all profiles in the order of names.
func Profiles() []*Profile {
	mu.Lock()
	defer mu.Unlock()
	var all []*Profile
	for _, name := range slices.Sorted(maps.Keys(profiles)) {
		all = append(all, profiles[name])
	}
	return all
}

func (p *Profile) Name() string { return p.name }

// Count returns how many values the profile has.
func (p *Profile) Count() int {
	if p.count != nil {
		return p.count()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.values)
}

// Add adds a value, Remove removes it.
func (p *Profile) Add(value any, skip int) {
	if p.values == nil {
		panic("pprof: use of uninitialized Profile")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.values[value]; ok {
		panic("pprof: Profile.Add of duplicate value")
	}
	p.values[value] = skip
}

func (p *Profile) Remove(value any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.values, value)
}

// WriteTo writes the profile: with debug 2 the goroutines' stacks, with debug 1 the number of
// values.
func (p *Profile) WriteTo(w io.Writer, debug int) error {
	switch {
	case p.name == "":
		panic("pprof: use of zero Profile")
	case p.name == "goroutine" && debug >= 2:
		buf := make([]byte, 64<<10)
		for n := len(buf); n == len(buf); {
			buf = make([]byte, 2*len(buf))
			n = runtime.Stack(buf, true)
		}
		_, err := w.Write(bytes.TrimRight(buf, "\x00"))
		return err
	case debug > 0:
		_, err := fmt.Fprintf(w, "%s profile: total %d\n", p.name, p.Count())
		return err
	}
	return nil
}

// WriteHeapProfile writes the profile heap.
func WriteHeapProfile(w io.Writer) error { return Lookup("heap").WriteTo(w, 0) }

// StartCPUProfile begins a profile of the processor; there can be only one.
func StartCPUProfile(w io.Writer) error {
	mu.Lock()
	defer mu.Unlock()
	if cpu {
		return errors.New("cpu profiling already in use")
	}
	cpu = true
	return nil
}

// StopCPUProfile ends it.
func StopCPUProfile() {
	mu.Lock()
	defer mu.Unlock()
	cpu = false
}

// A LabelSet is a set of labels.
type LabelSet struct{ list []label }

type label struct{ key, value string }

type labelKey struct{}

func labelsOf(ctx context.Context) map[string]string {
	m, _ := ctx.Value(labelKey{}).(map[string]string)
	return m
}

// Labels makes a set of keys and values.
func Labels(args ...string) LabelSet {
	if len(args)%2 != 0 {
		panic("uneven number of arguments to pprof.Labels")
	}
	var s LabelSet
	for i := 0; i < len(args); i += 2 {
		s.list = append(s.list, label{args[i], args[i+1]})
	}
	return s
}

// WithLabels returns a context with labels added.
func WithLabels(ctx context.Context, labels LabelSet) context.Context {
	m := maps.Clone(labelsOf(ctx))
	if m == nil {
		m = map[string]string{}
	}
	for _, l := range labels.list {
		m[l.key] = l.value
	}
	return context.WithValue(ctx, labelKey{}, m)
}

// Label returns the value of a label of the context.
func Label(ctx context.Context, key string) (string, bool) {
	v, ok := labelsOf(ctx)[key]
	return v, ok
}

// ForLabels calls f for the context's labels in the order of keys, until it returns false.
func ForLabels(ctx context.Context, f func(key, value string) bool) {
	for key, value := range sorted(labelsOf(ctx)) {
		if !f(key, value) {
			return
		}
	}
}

func sorted(m map[string]string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			if !yield(key, m[key]) {
				return
			}
		}
	}
}

// SetGoroutineLabels would label the goroutine in profiles.
func SetGoroutineLabels(ctx context.Context) {}

// Do calls f with labels added to the context.
func Do(ctx context.Context, labels LabelSet, f func(context.Context)) {
	f(WithLabels(ctx, labels))
}
