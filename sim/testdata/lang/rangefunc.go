// Range over functions: yields, early exit, nesting, defers, labelled branches, returns.
package main

import (
	"fmt"
	"iter"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Print("| ")
		for i := range n {
			if !yield(i) {
				fmt.Print("stop ")
				return
			}
		}
		fmt.Print("end ")
	}
}

func pairs[K, V any](ks []K, vs []V) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for i, k := range ks {
			if !yield(k, vs[i]) {
				return
			}
		}
	}
}

func filter[T any](s iter.Seq[T], ok func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for x := range s {
			if ok(x) && !yield(x) {
				return
			}
		}
	}
}

func find(limit int) (found int, ok bool) {
	defer func() { found *= 10 }()
	for x := range count(limit) {
		if x == 3 {
			return x, true
		}
	}
	return -1, false
}

func twice(yield func() bool) {
	if yield() {
		yield()
	}
}

type tree struct {
	l, r *tree
	v    int
}

func (t *tree) all(yield func(int) bool) bool {
	return t == nil || t.l.all(yield) && yield(t.v) && t.r.all(yield)
}

func main() {
	for i := range count(3) {
		fmt.Print(i, " ")
	}
	fmt.Println()
	for i := range count(9) {
		if i == 1 {
			continue
		}
		if i == 4 {
			break
		}
		fmt.Print(i, " ")
	}
	fmt.Println()
	for k, v := range pairs([]string{"a", "b"}, []int{1, 2}) {
		fmt.Print(k, v, " ")
	}
	fmt.Println()
	for x := range filter(count(10), func(x int) bool { return x%3 == 0 }) {
		fmt.Print(x, " ")
	}
	fmt.Println()
	fmt.Println(find(10))
	fmt.Println(find(2))
outer:
	for i := range count(3) {
		for j := range count(5) {
			if j == 1 && i == 0 {
				continue outer
			}
			if i == 1 {
				break outer
			}
			fmt.Print(i, "-", j, " ")
		}
	}
	fmt.Println()
	for range twice {
		fmt.Print("tick ")
	}
	fmt.Println()
	t := &tree{&tree{nil, nil, 1}, &tree{&tree{nil, nil, 3}, nil, 4}, 2}
	for v := range func(yield func(int) bool) { t.all(yield) } {
		if v == 4 {
			break
		}
		fmt.Print(v, " ")
	}
	fmt.Println()
	func() {
		for i := range count(2) {
			defer fmt.Print("deferred in the body ", i, "\n")
		}
		fmt.Println("body done")
	}()
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		for i := range count(5) {
			if i == 2 {
				panic("in the body")
			}
		}
	}()
	var fs []func() int
	for i := range count(3) {
		fs = append(fs, func() int { i++; return i })
	}
	fmt.Println(fs[0](), fs[0](), fs[2]())
}
