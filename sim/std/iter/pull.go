//go:build gopherscope

package iter

import "runtime"

// A coro is where the two ends of a Pull change places: it knows the goroutine that waits.
// It is one word, which the machine keeps.
//
// Models coro, runtime/coro.go.
type coro struct{ other uintptr }

// newcoro makes a coroutine that calls f at the first coroswitch, and ends when f does.
//
// Models newcoro and corostart, runtime/coro.go.
func newcoro(f func()) *coro {
	c := new(coro)
	spawn(c, func() {
		defer coroexit(c)
		f()
	})
	return c
}

func spawn(c *coro, start func())
func coroswitch(c *coro)
func coroexit(c *coro)

// Pull turns seq into a function next that returns one value at a time. stop ends it; next
// then reports false. Each next is a switch to a coroutine that runs seq, and one back.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	p := &puller[V]{}
	p.c = newcoro(func() { p.run(seq) })
	return func() (V, bool) { return p.next() }, func() { p.stop() }
}

// Pull2 is Pull for pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	p := &puller[pair[K, V]]{}
	p.c = newcoro(func() {
		p.run(func(yield func(pair[K, V]) bool) {
			seq(func(k K, v V) bool { return yield(pair[K, V]{k, v}) })
		})
	})
	return func() (K, V, bool) {
		kv, ok := p.next()
		return kv.k, kv.v, ok
	}, func() { p.stop() }
}

type pair[K, V any] struct {
	k K
	v V
}

// A puller is what next and stop share with the coroutine that runs the sequence. Only one of
// the two ends runs at a time.
type puller[V any] struct {
	c     *coro
	value V
	ok    bool // there is a value
	asked bool // next waits for a yield
	done  bool // no more values: the sequence has ended, or stop was called
	died  any  // the sequence's panic, or exited, for the caller of next or stop
}

// exited is what a sequence that called runtime.Goexit leaves: its caller ends likewise.
var exited any = new(byte)

// run is what the coroutine does.
func (p *puller[V]) run(seq Seq[V]) {
	returned := false
	defer func() {
		if x := recover(); x != nil {
			p.died = x
		} else if !returned {
			p.died = exited
		}
		p.done = true // before the other end goes on
	}()
	if !p.done { // else stop was called before any next
		seq(p.yield)
	}
	var zero V
	p.value, p.ok = zero, false
	returned = true
}

func (p *puller[V]) yield(v V) bool {
	if p.done {
		return false
	}
	if !p.asked {
		panic("iter.Pull: yield called again before next")
	}
	p.asked = false
	p.value, p.ok = v, true
	coroswitch(p.c)
	return !p.done
}

func (p *puller[V]) next() (v V, ok bool) {
	if p.done {
		return v, false
	}
	if p.asked {
		panic("iter.Pull: next called again before yield")
	}
	p.asked = true
	coroswitch(p.c)
	p.rethrow()
	return p.value, p.ok
}

func (p *puller[V]) stop() {
	if p.done {
		return
	}
	p.done = true
	coroswitch(p.c)
	p.rethrow()
}

// rethrow goes on here with the death of the sequence, if it died.
func (p *puller[V]) rethrow() {
	switch p.died {
	case nil:
	case exited:
		runtime.Goexit()
	default:
		panic(p.died)
	}
}
