// Row 13: blocked senders are served first in, first out.
package main

import "fmt"

func main() {
	c := make(chan int)
	for i := range 6 {
		go func() { c <- i }()
	}
	var got []int
	for range 6 {
		got = append(got, <-c)
	}
	fmt.Println(got)
}
