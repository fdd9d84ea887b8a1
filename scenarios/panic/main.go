// Panic. It runs the deferred calls, the last one first; a recover among them ends it.
//
// Deferred calls run when their function ends, however it ends. While a panic unwinds the
// stack, one of them may recover: then its function returns as if nothing had happened. It
// may also panic again, and the report tells of both. A panic that nobody recovers ends the
// whole program, in whichever goroutine it was: other goroutines' deferred calls do not run.
//
//scope:procs 1
//scope:want output third second first
//scope:want output page 1: fine
//scope:want output failed: no such page
//scope:want output closing page 3
//scope:want panic no such page [recovered, repanicked]
package main

import "fmt"

func main() {
	defer fmt.Println("never printed")
	inOrder()
	fmt.Println(try(1))
	fmt.Println(try(2))
	done := make(chan bool)
	go func() {
		defer close(done)
		show(3)
	}()
	//scope:ask The new goroutine will panic. main has a deferred call, too: will it run?
	<-done
}

func inOrder() {
	defer fmt.Println("first")
	defer fmt.Print("second ")
	//scope:note The calls stand on a stack. What was deferred last runs first, when the function ends.
	defer fmt.Print("third ")
}

func try(page int) (text string) {
	defer func() {
		//scope:note recover returns the value of the panic, or nil if there is none.
		if err := recover(); err != nil {
			//scope:note The panic is over. try returns to its caller, with this text as its result.
			text = fmt.Sprint("failed: ", err)
		}
	}()
	read(page)
	return fmt.Sprintf("page %d: fine", page)
}

// show cleans up, and lets the panic go on.
func show(page int) {
	defer func() {
		if err := recover(); err != nil {
			fmt.Println("closing page", page)
			//scope:note The same value again: the report will say recovered, repanicked.
			panic(err)
		}
	}()
	read(page)
}

func read(page int) {
	if page > 1 {
		//scope:note A panic: this line is the last of read. The deferred calls of its callers run now.
		panic("no such page")
	}
}
