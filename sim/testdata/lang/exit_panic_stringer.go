// The text of a panic: an error's Error, with newlines set in; a Stringer in a goroutine.
package main

import "time"

type fault struct{ code int }

func (f *fault) Error() string { return "fault\nsecond line" }

func main() {
	go func() {
		panic(&fault{3})
	}()
	time.Sleep(time.Second)
	println("never")
}
