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

// An outcome is how the only call of a function ended.
type outcome struct {
	once     Once
	returned bool
	value    any // what it panicked with
}

// end is deferred by the function that makes the call; r is what that recovered. The panic
// goes on, with the traceback that it had.
func (o *outcome) end(r any) {
	o.value = r
	if !o.returned {
		panic(r)
	}
}

// check panics as the call did, if it did.
func (o *outcome) check() {
	if !o.returned {
		panic(o.value)
	}
}

// OnceFunc returns a function that calls f the first time only.
func OnceFunc(f func()) func() {
	var o outcome
	return func() {
		o.once.Do(func() {
			defer func() { o.end(recover()) }()
			f()
			f, o.returned = nil, true
		})
		o.check()
	}
}

// OnceValue returns a function that returns f's value, which is asked for once.
func OnceValue[T any](f func() T) func() T {
	var o outcome
	var result T
	return func() T {
		o.once.Do(func() {
			defer func() { o.end(recover()) }()
			result = f()
			f, o.returned = nil, true
		})
		o.check()
		return result
	}
}

// OnceValues returns a function that returns f's values, which are asked for once.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var o outcome
	var r1 T1
	var r2 T2
	return func() (T1, T2) {
		o.once.Do(func() {
			defer func() { o.end(recover()) }()
			r1, r2 = f()
			f, o.returned = nil, true
		})
		o.check()
		return r1, r2
	}
}
