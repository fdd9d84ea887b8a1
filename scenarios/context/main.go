// Context. A tree of contexts: a cancel or a deadline reaches all that is below it.
//
// A context carries three things from call to call, and into other goroutines: a signal to
// stop, a deadline, and values that belong to a request. Done is a channel. It is closed
// when the context, or one above it, is cancelled or late, and a receive from a closed
// channel never waits. Nobody is stopped from outside: each goroutine looks, and returns.
//
//scope:procs 1
//scope:want output mail for Ada context canceled
//scope:want output news for Ada done
//scope:want output ads for Ada context deadline exceeded
//scope:want output main: context deadline exceeded
package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

const ms = time.Millisecond

type user struct{} // a type of our own

func main() {
	ctx := context.Background()
	//scope:note A value goes down the tree: whoever has this context, or one made from it, can ask for it.
	ctx = context.WithValue(ctx, user{}, "Ada")
	//scope:note A deadline for all that is below: a timer is set. stop, deferred, ends the timer.
	end := time.Now().Add(40 * ms)
	ctx, stop := context.WithDeadline(ctx, end)
	defer stop()
	//scope:note A child of ctx. It is over when ctx is, or before, when main calls cancelMail.
	mail, cancelMail := context.WithCancel(ctx)

	var wg sync.WaitGroup
	wg.Go(func() { fetch(mail, "mail", 90*ms) })
	wg.Go(func() { fetch(ctx, "news", 15*ms) })
	wg.Go(func() { fetch(ctx, "ads", 90*ms) })
	//scope:note Three goroutines fetch the parts of a page: one with the child, two with ctx itself.
	time.Sleep(ms)
	//scope:ask main cancels the child, mail. Who of the three will notice?
	cancelMail()
	//scope:note Only who has mail: a cancel goes down the tree, never up and never sideways.
	wg.Wait()
	fmt.Println("main:", ctx.Err())
}

// fetch takes d, or until the context is over.
func fetch(
	ctx context.Context,
	what string, d time.Duration,
) {
	name := ctx.Value(user{})
	//scope:note It waits for its part and for the end of its context, whichever comes first.
	select {
	case <-time.After(d):
		fmt.Println(what, "for", name, "done")
	case <-ctx.Done():
		//scope:note Done is closed. Err says why: it was canceled, or its deadline was exceeded.
		err := ctx.Err()
		fmt.Println(what, "for", name, err)
	}
}
