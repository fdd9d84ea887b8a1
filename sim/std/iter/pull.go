//go:build gopherscope

package iter

import "sync"

// Pull turns seq into a function next that returns one value at a time. stop ends it; next
// then reports false.
//
// Go switches straight between two coroutines (runtime/coro.go). Simplified: seq runs in a
// goroutine of its own, and each next is a send and a receive.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	p := newPuller(func(yield func(V) bool) { seq(yield) })
	return p.next, p.stop
}

// Pull2 is Pull for pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	type pair struct {
		k K
		v V
	}
	p := newPuller(func(yield func(pair) bool) {
		seq(func(k K, v V) bool { return yield(pair{k, v}) })
	})
	return func() (K, V, bool) {
		kv, ok := p.next()
		return kv.k, kv.v, ok
	}, p.stop
}

// A puller is a sequence that waits for its reader.
type puller[V any] struct {
	run     func(yield func(V) bool)
	ask     chan bool // true: one more value; false: stop
	answer  chan V    // closed at the end
	started bool
	done    bool
	panic   any // what run panicked with, for the caller
	mu      sync.Mutex
}

func newPuller[V any](run func(yield func(V) bool)) *puller[V] {
	return &puller[V]{run: run, ask: make(chan bool), answer: make(chan V)}
}

func (p *puller[V]) next() (v V, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done {
		return v, false
	}
	p.start()
	p.ask <- true
	return p.receive()
}

func (p *puller[V]) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done {
		return
	}
	if !p.started {
		p.done = true
		return
	}
	p.ask <- false
	p.receive()
}

func (p *puller[V]) receive() (v V, ok bool) {
	v, ok = <-p.answer
	if !ok {
		p.done = true
		if x := p.panic; x != nil {
			p.panic = nil
			panic(x)
		}
	}
	return v, ok
}

func (p *puller[V]) start() {
	if p.started {
		return
	}
	p.started = true
	go func() {
		defer close(p.answer)
		defer func() { p.panic = recover() }()
		if !<-p.ask {
			return
		}
		p.run(func(v V) bool {
			p.answer <- v
			return <-p.ask
		})
	}()
}
