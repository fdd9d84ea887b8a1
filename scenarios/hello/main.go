// Hello, goroutine. A go statement queues a goroutine; it does not wait for it.
//
// The smallest concurrent program: main starts one goroutine and receives one value from
// it. Watch what the go statement does, and what it does not do: main keeps its P and
// runs on until it has to wait.
//
//scope:procs 1
//scope:want output hello from a goroutine
package main

import "fmt"

func main() {
	greeting := make(chan string)
	//scope:note The go statement makes a goroutine and puts it into runnext. main keeps running.
	go greet(greeting)
	//scope:note The new goroutine is runnable, but it needs a P, and main holds the only one.
	fmt.Println("main is still here")
	//scope:ask main wants to receive, and nobody has sent. Who runs next?
	text := <-greeting
	//scope:note greet has returned, and P0 has taken main from runnext.
	fmt.Println(text)
}

func greet(out chan<- string) {
	//scope:note main is parked, so P0 runs the goroutine in runnext: greet.
	text := "hello from a goroutine"
	//scope:note A receiver waits, so the send copies the value to it and makes it runnable. greet goes on.
	out <- text
}
