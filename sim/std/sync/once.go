//go:build gopherscope

package sync

import "sync/atomic"

// A Once does one thing once. Those who come while it is being done wait.
//
// Models sync/once.go.
type Once struct {
	_    noCopy
	done atomic.Bool
	m    Mutex
}

// Do calls f if no Do was called before. It counts as done even if f panics.
func (o *Once) Do(f func()) {
	if !o.done.Load() {
		o.doSlow(f)
	}
}

func (o *Once) doSlow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if !o.done.Load() {
		defer o.done.Store(true)
		f()
	}
}

// A guarded is a function that is called once, and panics again as it did then.
type guarded struct {
	once  Once
	f     func()
	valid bool // f returned
	p     any  // what f panicked with
}

func (g *guarded) call() {
	g.once.Do(g.first)
	if !g.valid {
		panic(g.p)
	}
}

func (g *guarded) first() {
	defer func() {
		g.f = nil
		g.p = recover()
		if !g.valid {
			panic(g.p) // with the traceback of f
		}
	}()
	g.f()
	g.valid = true
}

// OnceFunc returns a function that calls f the first time only.
func OnceFunc(f func()) func() {
	g := &guarded{f: f}
	return g.call
}

// OnceValue returns a function that returns f's value, which is asked for once.
func OnceValue[T any](f func() T) func() T {
	var result T
	g := &guarded{f: func() { result = f() }}
	return func() T {
		g.call()
		return result
	}
}

// OnceValues returns a function that returns f's values, which are asked for once.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var r1 T1
	var r2 T2
	g := &guarded{f: func() { r1, r2 = f() }}
	return func() (T1, T2) {
		g.call()
		return r1, r2
	}
}
