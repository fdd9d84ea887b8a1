// A goroutine that is blocked in a send panics when the channel is closed.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	c := make(chan string)
	done := make(chan bool)
	go func() {
		defer close(done)
		c <- "lost"
		fmt.Println("never")
	}()
	runtime.Gosched()
	fmt.Println("closing")
	close(c)
	<-done
	fmt.Println("perhaps")
	select {}
}
