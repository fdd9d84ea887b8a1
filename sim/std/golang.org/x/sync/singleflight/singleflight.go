//go:build gopherscope

// Package singleflight lets many who ask for the same share one answer.
package singleflight

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// errGoexit says that fn called runtime.Goexit.
var errGoexit = errors.New("runtime.Goexit was called")

// A panicError is what fn panicked with, and where.
type panicError struct {
	value any
	stack []byte
}

func (p *panicError) Error() string { return fmt.Sprintf("%v\n\n%s", p.value, p.stack) }

func (p *panicError) Unwrap() error {
	err, _ := p.value.(error)
	return err
}

// A call is one run of a function.
type call struct {
	wg    sync.WaitGroup
	val   any
	err   error
	dups  int // callers beside the first
	chans []chan<- Result
}

// A Group has the calls under way, by key.
type Group struct {
	mu sync.Mutex
	m  map[string]*call
}

// A Result is what DoChan's channel gets.
type Result struct {
	Val    any
	Err    error
	Shared bool
}

// join returns the call under way for key, or a new one that the caller has to run.
func (g *Group) join(key string, ch chan<- Result) (c *call, first bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.m == nil {
		g.m = map[string]*call{}
	}
	c = g.m[key]
	if c != nil {
		c.dups++
	} else {
		c, first = new(call), true
		c.wg.Add(1)
		g.m[key] = c
	}
	if ch != nil {
		c.chans = append(c.chans, ch)
	}
	return c, first
}

// Do calls fn, unless a call for key is under way: then it waits for that one's results.
func (g *Group) Do(key string, fn func() (any, error)) (v any, err error, shared bool) {
	c, first := g.join(key, nil)
	if first {
		g.run(c, key, fn)
		return c.val, c.err, c.dups > 0
	}
	c.wg.Wait()
	if e, ok := c.err.(*panicError); ok {
		panic(e)
	}
	if c.err == errGoexit {
		runtime.Goexit()
	}
	return c.val, c.err, true
}

// DoChan is Do in a goroutine of its own; the results come on a channel.
func (g *Group) DoChan(key string, fn func() (any, error)) <-chan Result {
	ch := make(chan Result, 1)
	if c, first := g.join(key, ch); first {
		go g.run(c, key, fn)
	}
	return ch
}

// run calls fn and hands its results out.
func (g *Group) run(c *call, key string, fn func() (any, error)) {
	returned, recovered := false, false
	defer func() {
		if !returned && !recovered {
			c.err = errGoexit
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		c.wg.Done()
		if g.m[key] == c {
			delete(g.m, key)
		}
		if e, ok := c.err.(*panicError); ok {
			if len(c.chans) > 0 {
				go panic(e) // nobody can recover it, so nobody waits for ever
				select {}
			}
			panic(e)
		}
		for _, ch := range c.chans {
			if c.err != errGoexit {
				ch <- Result{c.val, c.err, c.dups > 0}
			}
		}
	}()
	func() {
		defer func() {
			if !returned {
				if r := recover(); r != nil {
					_, stack, _ := bytes.Cut(debug.Stack(), []byte("\n"))
					c.err, recovered = &panicError{r, stack}, true
				}
			}
		}()
		c.val, c.err = fn()
		returned = true
	}()
}

// Forget lets the next Do of key call its own fn.
func (g *Group) Forget(key string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.m, key)
}
