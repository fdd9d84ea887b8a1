// Maps of up to eight entries lie in the frame, if they stay there, also when the stack moves.
package main

import (
	"fmt"
	"testing"
)

//go:noinline
func small(n int) int {
	m := map[string]int{}
	for i := range n {
		m[fmt.Sprint(i)[:1]+"x"] += i
	}
	s := 0
	for k, v := range m {
		s += v + len(k)
	}
	delete(m, "1x")
	clear(m)
	m["a"] = 1
	return s + len(m)
}

//go:noinline
func ints(n int) int {
	m := make(map[int]*int)
	for i := range n {
		m[i] = &n
	}
	return len(m) + *m[0]
}

//go:noinline
func plain(n int) int {
	m := make(map[int]int, 8)
	for i := range n {
		m[i] = i
	}
	deep(100)
	for i := range n {
		m[i] += i
	}
	return len(m) + m[3]
}

func deep(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + deep(n-1)
}

func main() {
	fmt.Println(small(3), small(8), small(20))
	fmt.Println(ints(3), ints(8), ints(9))
	fmt.Println(plain(4), plain(8), plain(9), plain(50))
	fmt.Println(testing.AllocsPerRun(5, func() { a(8) }), testing.AllocsPerRun(5, func() { b(8) }))
	fmt.Println(testing.AllocsPerRun(5, func() { c(8, 0) }), testing.AllocsPerRun(5, func() { c(8, 8) }))
	fmt.Println(testing.AllocsPerRun(5, func() { ints(8) }))
}

//go:noinline
func a(n int) int {
	m := make(map[int]int, 8)
	for i := range n {
		m[i] = i
	}
	return len(m)
}

//go:noinline
func b(n int) int {
	m := make(map[int]int)
	for i := range n {
		m[i] = i
	}
	return len(m)
}

//go:noinline
func c(n, h int) int {
	m := make(map[int]int, h)
	for i := range n {
		m[i] = i
	}
	return len(m)
}
