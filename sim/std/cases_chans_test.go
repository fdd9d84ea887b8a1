package std_test

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"
)

// casesChans is about channels and select.
func casesChans(emit func(string)) {
	say := func(a ...any) { emit(fmt.Sprint(a...)) }
	try := func(name string, f func()) {
		defer func() {
			if r := recover(); r != nil {
				emit(fmt.Sprint(name, " panics: ", r))
			}
		}()
		f()
	}
	of := reflect.ValueOf
	type big struct {
		a [5]int
		s string
		p *int
	}

	c := reflect.MakeChan(reflect.TypeFor[chan string](), 2)
	c.Send(of("a"))
	say(c.Len(), c.Cap(), c.TrySend(of("b")), c.TrySend(of("c")), c.Len())
	x, ok := c.Recv()
	say(x, ok, x.CanSet())
	x, ok = c.TryRecv()
	say(x, ok)
	x, ok = c.TryRecv()
	say(x.IsValid(), ok)
	c.Close()
	x, ok = c.TryRecv()
	say(x, x.Type(), ok)
	x, ok = c.Recv()
	say(x, x.Type(), ok)
	made := reflect.MakeChan(reflect.ChanOf(reflect.BothDir, reflect.TypeFor[[3]int8]()), 0)
	go made.Send(of([3]int8{1, 2, 3}))
	x, ok = made.Recv()
	say(made.Type(), x, ok)

	// Parked senders and receivers.
	un := reflect.MakeChan(reflect.TypeFor[chan big](), 0)
	var wg sync.WaitGroup
	n := 4
	for i := range 3 {
		wg.Go(func() { un.Send(of(big{a: [5]int{i}, s: fmt.Sprint("s", i), p: &n})) })
	}
	var got []string
	for range 3 {
		x, ok := un.Recv()
		got = append(got, fmt.Sprint(x.Field(0), x.Field(1), x.Field(2).Elem(), ok))
	}
	wg.Wait()
	slices.Sort(got)
	say(got)
	ints := make(chan int)
	for range 3 {
		wg.Go(func() {
			x, ok := of(ints).Recv()
			if ok {
				ints <- int(x.Int()) * 2
			}
		})
	}
	of(ints).Send(of(21))
	say(<-ints)
	of(ints).Close()
	wg.Wait()
	var send chan<- any = make(chan any, 1)
	of(send).Send(of(7))
	of(send).TrySend(of("full"))
	say(of(send).Len())
	for v := range of(slices2chan("p", "q")).Seq() {
		say(v)
	}

	// Select.
	a, b, done := make(chan int), make(chan string, 1), make(chan struct{})
	cases := []reflect.SelectCase{
		{Dir: reflect.SelectRecv, Chan: of(a)},
		{Dir: reflect.SelectRecv, Chan: of(done)},
		{Dir: reflect.SelectSend, Chan: of(b), Send: of("sent")},
		{Dir: reflect.SelectRecv},
		{Dir: reflect.SelectSend},
		{Dir: reflect.SelectDefault},
	}
	i, v, ok := reflect.Select(cases)
	say(i, v.IsValid(), ok, <-b)
	b <- "full"
	i, v, ok = reflect.Select(cases)
	say(i, v.IsValid(), ok)
	go func() { a <- 5 }()
	i, v, ok = reflect.Select(cases[:5])
	say(i, v, ok)
	close(done)
	i, v, ok = reflect.Select(cases)
	say(i, v, ok, v.Type())
	go func() { time.Sleep(time.Millisecond); <-b }()
	i, v, ok = reflect.Select(cases[2:5])
	say(i, v.IsValid(), ok, <-b)
	i, v, ok = reflect.Select(cases[5:])
	say(i, v.IsValid(), ok)
	timeout := time.After(time.Millisecond)
	i, _, _ = reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: of(a)}, {Dir: reflect.SelectRecv, Chan: of(timeout)}})
	say(i)
	var many []reflect.SelectCase
	var outs []chan int
	for range 20 {
		outs = append(outs, make(chan int))
		many = append(many, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: of(outs[len(outs)-1])})
	}
	for i, c := range outs {
		go func() {
			c <- i * i
			close(c)
		}()
	}
	sum := 0
	for open := len(many); open > 0; {
		i, v, ok := reflect.Select(many)
		if !ok {
			many[i].Chan = reflect.Value{}
			open--
			continue
		}
		sum += int(v.Int()) * (i + 1)
	}
	say(sum)

	// Faults.
	var recv <-chan int = a
	hidden := struct{ c chan int }{a}
	for _, f := range []func(){
		func() { of(a).Send(of("x")) }, func() { of(recv).Send(of(1)) }, func() { of(send).Recv() }, func() { of(recv).Close() }, func() { of(1).Send(of(1)) }, func() { of(1).Recv() },
		func() { of(1).TryRecv() }, func() { of(1).TrySend(of(1)) }, func() { of(1).Close() }, func() { of(hidden).Field(0).Recv() }, func() { of(a).Send(reflect.Value{}) }, func() { of(done).Close() },
		func() { of(done).Send(of(struct{}{})) }, func() { of((chan int)(nil)).Close() }, func() { reflect.MakeChan(reflect.TypeOf(1), 0) }, func() { reflect.MakeChan(reflect.TypeOf(a), -1) },
		func() { reflect.MakeChan(reflect.TypeOf(recv), 0) }, func() { reflect.Select([]reflect.SelectCase{{}}) }, func() { reflect.Select([]reflect.SelectCase{cases[5], cases[5]}) },
		func() { reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectDefault, Chan: of(a)}}) }, func() { reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectDefault, Send: of(a)}}) },
		func() { reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectSend, Chan: of(a)}}) }, func() { reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectSend, Chan: of(recv), Send: of(1)}}) },
		func() { reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectSend, Chan: of(a), Send: of("x")}}) }, func() { reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: of(a), Send: of(1)}}) },
		func() { reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: of(send)}}) }, func() { reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: of(1)}}) },
		func() {
			reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectSend, Chan: of(done), Send: of(struct{}{})}})
		},
	} {
		try("fault", f)
	}
	say(of((chan int)(nil)).TrySend(of(1)))
	x, ok = of((chan int)(nil)).TryRecv()
	say(x.IsValid(), ok)
}

func slices2chan(list ...string) chan string {
	c := make(chan string)
	go func() {
		for _, s := range list {
			c <- s
		}
		close(c)
	}()
	return c
}
