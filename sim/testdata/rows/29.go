// Row 29: workers and a feeder over unbuffered channels.
package main

import "fmt"

func main() {
	jobs, results := make(chan int), make(chan string)
	for w := 1; w <= 3; w++ {
		go func() {
			for j := range jobs {
				results <- fmt.Sprintf("w%dj%d", w, j)
			}
		}()
	}
	go func() {
		for j := 1; j <= 6; j++ {
			jobs <- j
		}
		close(jobs)
	}()
	var order []string
	for range 6 {
		order = append(order, <-results)
	}
	fmt.Println(order)
}
