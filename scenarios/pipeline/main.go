// A pipeline. Stages joined by channels; a slow stage has several goroutines, and main may stop.
//
// generate sends numbers. Three squarers receive from the same channel: fan-out. All of them
// send on one channel, which the last of them closes: fan-in. A stage parks when it has
// nothing to receive or nobody to send to; that alone sets the order. main wants five results
// and cancels then: every send has a way out, so that no stage is left behind.
//
//scope:procs 2
//scope:want output 5 squares
//scope:want output all stages have ended
package main

import (
	"context"
	"fmt"
	"sync"
)

func main() {
	ctx := context.Background()
	ctx, cancel := context.WithCancel(ctx)
	numbers := make(chan int)
	squares := make(chan int)
	var stages, squarers sync.WaitGroup

	stages.Go(func() { generate(ctx, numbers) })
	//scope:note Fan-out: three squarers receive from one channel. A number goes to who is free.
	for range 3 {
		squarers.Go(func() {
			square(ctx, numbers, squares)
		})
	}
	//scope:note Fan-in: three send on one channel. It may be closed when all three have ended.
	stages.Go(func() {
		squarers.Wait()
		close(squares)
	})

	var got []int
	for range 5 {
		//scope:note main parks until a result comes out at the end of the pipeline.
		got = append(got, <-squares)
	}
	//scope:ask main has five results and needs no more. How will the stages learn of it?
	cancel()
	//scope:note cancel closes Done. Each send is in a select with a case for that, so all can leave.
	stages.Wait()
	fmt.Println(len(got), "squares")
	fmt.Println("all stages have ended")
}

func generate(
	ctx context.Context, out chan<- int,
) {
	//scope:note The end travels: a closed channel ends the loops of those that receive from it.
	defer close(out)
	for n := 1; ; n++ {
		select {
		case out <- n:
		case <-ctx.Done():
			return
		}
	}
}

func square(
	ctx context.Context,
	in <-chan int, out chan<- int,
) {
	for n := range in {
		think()
		select {
		case out <- n * n:
		case <-ctx.Done():
			return
		}
	}
}

//scope:cost 30us
func think() {
	for range 20_000 {
	}
}
