// Main waits for a goroutine that waits for main.
package main

import "fmt"

func main() {
	a, b := make(chan int), make(chan int)
	go func() {
		fmt.Println("got", <-a)
		b <- 1
	}()
	fmt.Println("waiting")
	<-b
}
