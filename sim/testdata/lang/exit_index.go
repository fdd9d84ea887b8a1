// An index out of range that nobody recovers.
package main

import "fmt"

func get(s []int, i int) int {
	defer func() { fmt.Println("looking at", i) }()
	return s[i]
}

func main() {
	s := []int{10, 20, 30}
	for i := 1; ; i++ {
		fmt.Println(get(s, i))
	}
}
