// Row 38: a goroutine locked to its thread takes turns as any other does.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	done := make(chan bool)
	var order []string
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for i := range 3 {
			order = append(order, fmt.Sprint("L", i))
			runtime.Gosched()
		}
		done <- true
	}()
	go func() {
		for i := range 3 {
			order = append(order, fmt.Sprint("u", i))
			runtime.Gosched()
		}
		done <- true
	}()
	<-done
	<-done
	fmt.Println(order)
}
