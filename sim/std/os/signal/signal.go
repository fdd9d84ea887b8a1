//go:build gopherscope

// Package signal hands signals to the program. Simplified: no system sends any, so the only
// ones are those that a program sends to itself (os.Process.Signal, syscall.Kill). A program
// that waits for another waits until it is given up.
package signal

import (
	"context"
	"internal/rt"
	"os"
	"sync"
	"syscall"
	"time"
)

// maxSignal bounds the numbers of signals.
const maxSignal = 65

// A wish is what a channel was registered for.
type wish struct {
	c    chan<- os.Signal
	sigs [maxSignal]bool
}

var (
	mu      sync.Mutex
	wishes  []*wish
	ignored [maxSignal]bool
	looping bool
)

func init() { rt.Signal = deliver }

// deliver sends a signal to the channels that wish it, without waiting, and tells whether it is
// dealt with.
func deliver(num int) bool {
	mu.Lock()
	defer mu.Unlock()
	if ignored[num] {
		return true
	}
	dealt := false
	for _, w := range wishes {
		if w.sigs[num] {
			dealt = true
			select {
			case w.c <- syscall.Signal(num):
			default:
			}
		}
	}
	return dealt
}

// loop is the goroutine that waits for signals; it keeps a program that waits for one from
// being called a deadlock.
func loop() {
	for {
		time.Sleep(1 << 62)
	}
}

// number returns a signal's number, -1 for one that is none of the system's.
func number(sig os.Signal) int {
	if s, ok := sig.(syscall.Signal); ok && 0 <= s && s < maxSignal {
		return int(s)
	}
	return -1
}

// each calls f for the numbers of sig, for all if there are none.
func each(sig []os.Signal, f func(n int)) {
	for _, s := range sig {
		if n := number(s); n >= 0 {
			f(n)
		}
	}
	if len(sig) == 0 {
		for n := range maxSignal {
			f(n)
		}
	}
}

// Notify makes c get the signals given, all if none is.
func Notify(c chan<- os.Signal, sig ...os.Signal) {
	if c == nil {
		panic("os/signal: Notify using nil channel")
	}
	mu.Lock()
	defer mu.Unlock()
	if !looping {
		looping = true
		go loop()
	}
	var w *wish
	for _, old := range wishes {
		if old.c == c {
			w = old
		}
	}
	if w == nil {
		w = &wish{c: c}
		wishes = append(wishes, w)
	}
	each(sig, func(n int) { w.sigs[n], ignored[n] = true, false })
}

// Stop makes c get no more signals.
func Stop(c chan<- os.Signal) {
	mu.Lock()
	defer mu.Unlock()
	for i, w := range wishes {
		if w.c == c {
			wishes = append(wishes[:i], wishes[i+1:]...)
			return
		}
	}
}

// Ignore makes the signals given do nothing. Reset makes them do what they do by themselves, but
// for those that are ignored.
func Ignore(sig ...os.Signal) { cancel(sig, true) }
func Reset(sig ...os.Signal)  { cancel(sig, false) }

func cancel(sig []os.Signal, ignore bool) {
	mu.Lock()
	defer mu.Unlock()
	each(sig, func(n int) {
		ignored[n] = ignored[n] || ignore
		for _, w := range wishes {
			w.sigs[n] = false
		}
	})
}

// Ignored tells whether a signal is ignored.
func Ignored(sig os.Signal) bool {
	mu.Lock()
	defer mu.Unlock()
	n := number(sig)
	return n >= 0 && ignored[n]
}

// NotifyContext returns a context that a signal or stop cancels.
func NotifyContext(parent context.Context, signals ...os.Signal) (ctx context.Context, stop context.CancelFunc) {
	inner, cancel := context.WithCancelCause(parent)
	c := make(chan os.Signal, 1)
	Notify(c, signals...)
	if inner.Err() == nil {
		go func() {
			select {
			case s := <-c:
				cancel(signalError(s.String() + " signal received"))
			case <-inner.Done():
			}
		}()
	}
	return &signalCtx{inner, signals}, func() {
		cancel(nil)
		Stop(c)
	}
}

// A signalError is why a context of NotifyContext was cancelled.
type signalError string

func (e signalError) Error() string        { return string(e) }
func (e signalError) Is(target error) bool { return target == context.Canceled }

type signalCtx struct {
	context.Context
	signals []os.Signal
}

func (c *signalCtx) String() string {
	name := c.Context.(interface{ String() string }).String()
	s := "signal.NotifyContext(" + name[:len(name)-len(".WithCancel")]
	for i, sig := range c.signals {
		if i == 0 {
			s += ", ["
		} else {
			s += " "
		}
		s += sig.String()
	}
	if len(c.signals) > 0 {
		s += "]"
	}
	return s + ")"
}
