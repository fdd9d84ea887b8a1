// Stores of pointers that the other programs of the tests do not make.
package main

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"sort"
	"sync/atomic"
	"time"
)

type node struct {
	next  *node
	name  string
	other [3]*node
}

type shape interface{ self() *node }

func (n *node) self() *node { return n }

func (n node) value() string { return n.name }

type wrong struct {
	n    *node
	code int
}

func (w wrong) self() *node { return w.n }

func (w wrong) Error() string { return w.n.name }

var (
	list  [4]*node
	table = map[*node]*node{}
	box   any
	holds atomic.Value
	heavy = &[40]*node{}
)

func make1(i int) *node { return &node{name: fmt.Sprint("n", i+1000)} }

func index(s []*node) {
	for i := range s {
		s[i] = make1(i) // an element
	}
	s[0], s[1] = s[1], s[0]
}

func whole(a, b *node) {
	*a = *b     // a whole value
	*b = node{} // zeros
	*heavy = [40]*node{3: a}
	copied := *heavy
	heavy[4] = copied[3]
}

func slices(s []*node) []*node {
	t := make([]*node, 2, 3)
	copy(t, s)
	t = append(t, s[0])
	t = append(t, s...)
	clear(t[1:2])
	return t
}

func deferred(a, b, c, d, e, f, g, h, i, j *node) {
	defer func(a, b, c, d, e, f, g, h, i, j *node) {
		list[0] = j
	}(a, b, c, d, e, f, g, h, i, j)
	list[1] = a
}

func reflected() {
	v := reflect.ValueOf(&list).Elem()
	v.Index(2).Set(reflect.ValueOf(make1(5)))
	v.Index(2).SetZero()
	w := reflect.ValueOf(&box).Elem()
	w.Set(reflect.ValueOf(make1(6)))
	s := reflect.ValueOf([]*node{make1(1), make1(2), make1(3)})
	reflect.Swapper(s.Interface())(0, 2)
	s.Clear()
	method := reflect.TypeOf(node{}).Method(0)
	fmt.Println(method.Name)
}

func (n node) Public(p *node) *node { n.next = p; return n.next }

func channels() {
	c := make(chan *node)
	done := make(chan bool)
	go func() {
		x := <-c // straight from the sender's stack, or into the receiver's
		list[3] = x
		runtime.Gosched()
		list[3] = <-c
		y, ok := <-c
		list[3], box = y, ok
		done <- true
	}()
	runtime.Gosched()
	c <- make1(7)
	c <- make1(8)
	close(c)
	<-done
	full := make(chan *node, 1)
	full <- make1(9)
	go func() { full <- make1(10); close(done) }()
	runtime.Gosched()
	list[2] = <-full // the waiting sender's value goes to the tail
	list[1] = <-full
	<-done
	out := make(chan *node, 1)
	select {
	case out <- list[1]:
	case x := <-full:
		list[0] = x
	}
	var into struct{ p *node }
	box = &into
	into.p = <-out
}

func timers() {
	t := time.NewTimer(time.Millisecond)
	f := time.AfterFunc(time.Millisecond, func() { list[0] = make1(11) })
	t.Reset(2 * time.Millisecond)
	<-t.C
	f.Stop()
	time.AfterFunc(time.Hour, func() {}).Stop()
	t.Stop()
}

func main() {
	var err error = fmt.Errorf("wrapped: %w", wrong{make1(1), 2})
	var w wrong
	var s shape
	fmt.Println(errors.As(err, &w), errors.As(err, &s), w)
	all := make([]*node, 5)
	index(all)
	whole(all[0], all[1])
	all = slices(all)
	for i, n := range all {
		table[n] = all[(i+1)%len(all)]
	}
	clear(table)
	deferred(make1(1), make1(2), make1(3), make1(4), make1(5), make1(6), make1(7), make1(8), make1(9), make1(10))
	reflected()
	channels()
	timers()
	holds.Store(make1(12))
	holds.Swap(make1(13))
	nodes := []*node{make1(3), make1(1), make1(2)}
	sort.Slice(nodes, func(i, j int) bool { return nodes[i].name < nodes[j].name })
	recv := reflect.TypeOf(node{}).Method(0).Func
	fmt.Println(recv.Call([]reflect.Value{reflect.ValueOf(*nodes[0]), reflect.ValueOf(nodes[1])})[0].Elem().Field(1))
}
