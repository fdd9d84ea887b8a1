// Row 28: a worker that never has to wait does all the jobs.
package main

import "fmt"

func main() {
	jobs, results := make(chan int, 10), make(chan string, 10)
	for w := 1; w <= 3; w++ {
		go func() {
			for j := range jobs {
				results <- fmt.Sprintf("w%dj%d", w, j)
			}
		}()
	}
	for j := 1; j <= 6; j++ {
		jobs <- j
	}
	close(jobs)
	var order []string
	for range 6 {
		order = append(order, <-results)
	}
	fmt.Println(order)
}
