// packages slices and maps.
package main

import (
	"fmt"
	"maps"
	"slices"
)

func main() {
	s := []int{3, 1, 4, 1, 5, 9, 2, 6}
	fmt.Println(slices.Contains(s, 4), slices.Index(s, 9), slices.Index(s, 7), slices.Max(s))
	t := slices.Clone(s)
	slices.Sort(t)
	fmt.Println(t, s[0], slices.Equal(s, t))
	fmt.Println(slices.Compact(t), len(t))
	t = slices.Insert([]int{1, 2, 3}, 1, 10, 11)
	fmt.Println(t, slices.Delete(t, 0, 2))
	u := []int{1, 2, 3}
	slices.Reverse(u)
	fmt.Println(u, slices.Repeat([]string{"a"}, 3), slices.Concat(u, []int{9}))
	fmt.Println(slices.IndexFunc(s, func(x int) bool { return x > 4 }), slices.ContainsFunc(s, func(x int) bool { return x < 0 }))
	i, found := slices.BinarySearch([]string{"a", "c"}, "b")
	fmt.Println(i, found)
	m := map[string]int{"x": 1, "y": 2, "z": 3}
	fmt.Println(slices.Sorted(maps.Keys(m)), slices.Sorted(maps.Values(m)))
	m2 := maps.Clone(m)
	m2["x"] = 100
	fmt.Println(m["x"], maps.Equal(m, m2), len(m2))
	maps.DeleteFunc(m2, func(k string, v int) bool { return v < 50 })
	fmt.Println(m2)
	maps.Copy(m2, map[string]int{"q": 5})
	fmt.Println(m2)
	for i, v := range slices.Backward([]string{"a", "b"}) {
		fmt.Print(i, v, " ")
	}
	for c := range slices.Chunk([]int{1, 2, 3, 4, 5}, 2) {
		fmt.Print(c)
	}
	fmt.Println()
	fmt.Println(slices.Collect(slices.Values([]int{7, 8})), slices.Compare([]int{1, 2}, []int{1, 3}))
	grown := slices.Grow([]int{1}, 10)
	fmt.Println(len(grown), cap(grown) >= 11, len(slices.Clip(grown)))
	fmt.Println(slices.DeleteFunc([]int{1, 2, 3, 4}, func(x int) bool { return x%2 == 0 }))
}
