// Cancellation. A context's Done channel is closed once, and that reaches everyone who waits.
//
// Three watchers wait for the same context. cancel closes its Done channel: a receive from
// a closed channel never waits, so all three become runnable by one call. A context is no
// more than that: nobody is stopped from outside, each goroutine looks, and returns.
//
//scope:procs 1
//scope:want output three watchers saw: context canceled
package main

import (
	"context"
	"fmt"
	"runtime"
	"sync"
)

func main() {
	ctx := context.Background()
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	saw := make([]error, 3)
	for id := range saw {
		wg.Go(func() { saw[id] = watch(ctx) })
	}
	//scope:note Gosched lets the watchers run until they wait.
	runtime.Gosched()
	//scope:ask Three goroutines wait on one channel. How many does this call wake?
	cancel()
	//scope:note All of them: close readies every receiver. A value sent would have woken one.
	wg.Wait()
	fmt.Println("three watchers saw:", saw[0])
}

func watch(ctx context.Context) error {
	//scope:note Done is a channel that is never sent to. This receive waits for its close.
	<-ctx.Done()
	//scope:note Err says why: it was cancelled, or its deadline passed.
	return ctx.Err()
}
