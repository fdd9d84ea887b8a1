// Panic and recover. A panic runs the deferred calls outwards; a recover among them ends it.
//
// Three jobs, and one of them panics. Deferred calls run, the innermost first, and the one
// that calls recover stops the unwinding: its function returns normally. A panic that
// nobody recovers ends the whole program, whichever goroutine it was in.
//
//scope:procs 1
//scope:want output job 1 failed: no such page
//scope:want output all jobs are over
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	said := make([]string, 3)
	for job := range said {
		wg.Go(func() { said[job] = try(job) })
	}
	//scope:note One of these goroutines will panic. Each of them has a deferred call that recovers.
	wg.Wait()
	for _, text := range said {
		fmt.Println(text)
	}
	fmt.Println("all jobs are over")
}

func try(job int) (text string) {
	text = fmt.Sprint("job ", job)
	defer func() {
		if err := recover(); err != nil {
			//scope:note recover ended the panic. try returns to its caller as if nothing had happened.
			text += fmt.Sprint(" failed: ", err)
		}
	}()
	fetch(job)
	return text + " is done"
}

func fetch(page int) {
	if page == 1 {
		//scope:ask This goroutine panics now. What runs next in it, and what never will?
		panic("no such page")
	}
}
