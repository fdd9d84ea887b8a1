// package sort and friends: stable results, custom order, search.
package main

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

type person struct {
	name string
	age  int
}

type byAge []person

func (b byAge) Len() int           { return len(b) }
func (b byAge) Less(i, j int) bool { return b[i].age < b[j].age }
func (b byAge) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

func lcg(n int) []int {
	x, out := uint32(7), make([]int, n)
	for i := range out {
		x = x*1664525 + 1013904223
		out[i] = int(x>>16) % 1000
	}
	return out
}

func main() {
	people := []person{{"Ada", 36}, {"Bob", 25}, {"Cyd", 36}, {"Dan", 19}, {"Eve", 25}}
	s := append([]person(nil), people...)
	sort.Stable(byAge(s))
	fmt.Println(s)
	sort.Slice(s, func(i, j int) bool { return s[i].name > s[j].name })
	fmt.Println(s)
	sort.SliceStable(s, func(i, j int) bool { return s[i].age < s[j].age })
	fmt.Println(s)
	ints := lcg(300)
	sort.Ints(ints)
	fmt.Println(sort.IntsAreSorted(ints), ints[0], ints[150], ints[299])
	more := lcg(500)
	sort.Sort(sort.Reverse(sort.IntSlice(more)))
	fmt.Println(more[:5], more[498], slices.IsSortedFunc(more, func(a, b int) int { return b - a }))
	fmt.Println(sort.SearchInts(ints, 500), sort.Search(len(ints), func(i int) bool { return ints[i] >= 900 }))
	words := strings.Fields("the quick brown fox jumps over the lazy dog")
	sort.Strings(words)
	fmt.Println(words)
	slices.SortFunc(people, func(a, b person) int {
		return cmp.Or(-cmp.Compare(a.age, b.age), strings.Compare(a.name, b.name))
	})
	fmt.Println(people)
	i, ok := slices.BinarySearchFunc(people, 25, func(p person, age int) int { return age - p.age })
	fmt.Println(i, ok)
	big := lcg(2000)
	slices.Sort(big)
	fmt.Println(slices.IsSorted(big), slices.Max(big), slices.Min(big), big[1000])
	fl := []float64{2.5, -1, 0, 1e9}
	sort.Float64s(fl)
	fmt.Println(fl)
}
