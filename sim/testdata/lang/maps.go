// Maps: insertion, deletion, growth, iteration with change, nil maps, keys of many kinds.
package main

import (
	"fmt"
	"sort"
)

type key struct {
	a string
	b int8
	c bool
}

func sorted(m map[string]int) []string {
	ks := make([]string, 0, len(m))
	for k := range m {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	return ks
}

func main() {
	m := map[string]int{"a": 1, "b": 2}
	m["c"]++
	m["c"] += 5
	delete(m, "a")
	delete(m, "zzz")
	v, ok := m["a"]
	fmt.Println(len(m), v, ok, m["b"], m, sorted(m))
	if v, ok := m["c"]; ok {
		fmt.Println("c is", v)
	}
	big := make(map[int]int)
	for i := range 1000 {
		big[i*7919%10007] = i
	}
	sum := 0
	for k, v := range big {
		sum += k ^ v
	}
	fmt.Println(len(big), sum)
	for k := range big {
		if k%2 == 0 {
			delete(big, k)
		}
	}
	n := 0
	for k := range big {
		n += k & 1
		delete(big, k)
	}
	fmt.Println(n, len(big))
	sk := map[key][]int{}
	sk[key{"x", 1, true}] = append(sk[key{"x", 1, true}], 1, 2)
	sk[key{"x", 1, true}] = append(sk[key{"x", 1, true}], 3)
	fmt.Println(sk[key{"x", 1, true}], len(sk[key{"x", 1, false}]))
	fk := map[float64]string{0: "zero", 1.5: "x"}
	negZero := 0.0
	negZero *= -1
	nan := (fk == nil)
	fmt.Println(fk[negZero], nan)
	mm := map[string]map[string]int{}
	for _, w := range []string{"go", "gopher", "rust", "gc", "go"} {
		k := w[:1]
		if mm[k] == nil {
			mm[k] = map[string]int{}
		}
		mm[k][w]++
	}
	fmt.Println(mm)
	var nm map[string]int
	fmt.Println(nm["x"], len(nm), nm == nil)
	for range nm {
		fmt.Println("never")
	}
	delete(nm, "x")
	clear(m)
	fmt.Println(len(m), m)
	pk := map[*int]int{}
	x, y := 1, 1
	pk[&x], pk[&y] = 10, 20
	fmt.Println(pk[&x], pk[&y], len(pk))
	fm := map[string]func(int) int{"dbl": func(i int) int { return 2 * i }}
	fmt.Println(fm["dbl"](21), fm["none"] == nil)
	ik := map[interface{ M() }]int{}
	fmt.Println(len(ik))
	a, m2 := 0, map[int]int{0: 5}
	a, m2[a] = 1, 9
	fmt.Println(a, m2)
	type pt struct{ x, y int }
	mp := map[pt]string{{1, 2}: "p"}
	mp[pt{1, 2}] += "q"
	fmt.Println(mp)
	count := 0
	g := map[int]bool{1: true}
	for k := range g {
		count++
		if count < 100 && k < 50 {
			delete(g, k)
		}
	}
	fmt.Println(count, len(g))
}
