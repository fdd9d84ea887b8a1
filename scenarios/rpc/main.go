// RPC. A call to a server is a function call with a network in between; a stream is a channel.
//
// There are four kinds. Unary: one request, one reply. Server streaming: one request, many
// replies. Client streaming: many requests, one reply. Bidirectional: both sides stream. A
// channel does for each direction, and close ends a stream. And a network may be slow: a call
// takes a context, and when its deadline has passed the caller goes on without the reply.
//
//scope:procs 2
//scope:want output unary: 49 <nil>
//scope:want output server stream: 1 2 3
//scope:want output client stream: 60
//scope:want output both ways: 10 30 60
//scope:want output late: 0 context deadline exceeded
package main

import (
	"context"
	"fmt"
	"time"
)

const ms = time.Millisecond

func main() {
	ctx := context.Background()
	//scope:note One request, one reply: the caller parks until the reply is back.
	n, err := square(ctx, 7)
	fmt.Println("unary:", n, err)

	//scope:note One request, and the replies come one by one, until the server closes the stream.
	show("server stream:", stream(1, 2, 3))

	//scope:ask main streams three numbers and gets one reply. How does the server know that there are three?
	n = sum(stream(10, 20, 30))
	//scope:note close travels behind the last of them. It ended the server's loop.
	fmt.Println("client stream:", n)

	//scope:note Both sides stream: a reply comes while the next request is still on its way.
	show("both ways:", sums(stream(10, 20, 30)))

	ctx, cancel := context.WithTimeout(ctx, ms)
	defer cancel()
	//scope:ask There and back takes 6 ms, and the deadline is in 1 ms. What does this call return?
	n, err = square(ctx, 8)
	fmt.Println("late:", n, err)
}

//scope:network 3ms
func travel() {
	time.Sleep(3 * ms)
}

// square is unary.
func square(
	ctx context.Context, n int,
) (int, error) {
	reply := make(chan int, 1)
	go func() {
		travel()
		//scope:note The server has the request. Its reply travels back.
		n *= n
		travel()
		reply <- n
	}()
	select {
	case n := <-reply:
		return n, nil
	case <-ctx.Done():
		//scope:note Too late. The server may do the work or not: the caller cannot know.
		return 0, ctx.Err()
	}
}

// sum replies at the end of the stream.
func sum(requests <-chan int) (total int) {
	for n := range requests {
		total += n
	}
	travel()
	return total
}

// sums replies to each request: the sum so far.
func sums(requests <-chan int) <-chan int {
	replies := make(chan int)
	go func() {
		defer close(replies)
		total := 0
		for n := range requests {
			total += n
			replies <- total
		}
	}()
	return replies
}

// stream is who sends, be it client or server.
func stream(values ...int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for _, v := range values {
			travel()
			out <- v
		}
	}()
	return out
}

func show(what string, replies <-chan int) {
	fmt.Print(what)
	for n := range replies {
		fmt.Print(" ", n)
	}
	fmt.Println()
}
