package std_test

import (
	"cmp"
	"container/heap"
	"container/list"
	"container/ring"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"
)

type sortPair struct{ k, v int }

type sortHeap []int

func (h sortHeap) Len() int           { return len(h) }
func (h sortHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h sortHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *sortHeap) Push(x any)        { *h = append(*h, x.(int)) }
func (h *sortHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

func casesSort(emit func(string)) {
	seed := uint32(1)
	draw := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	for _, n := range []int{0, 1, 2, 5, 12, 13, 40, 200} {
		ints := make([]int, n)
		words := make([]string, n)
		pairs := make([]sortPair, n)
		floats := make([]float64, n)
		for i := range n {
			ints[i] = draw(50)
			words[i] = strings.Repeat("x", draw(4)) + fmt.Sprint(draw(100))
			pairs[i] = sortPair{draw(5), i}
			floats[i] = float64(draw(100)) / 7
		}
		a, b := slices.Clone(ints), slices.Clone(ints)
		sort.Ints(a)
		sort.Sort(sort.Reverse(sort.IntSlice(b)))
		sort.Strings(words)
		sort.Float64s(floats)
		emit(fmt.Sprint(a, b, words, floats, sort.IntsAreSorted(a), sort.SearchInts(a, 25)))
		p, q, r, s := slices.Clone(pairs), slices.Clone(pairs), slices.Clone(pairs), slices.Clone(pairs)
		sort.SliceStable(p, func(i, j int) bool { return p[i].k < p[j].k })
		slices.SortStableFunc(q, func(x, y sortPair) int { return cmp.Compare(x.k, y.k) })
		emit(fmt.Sprint(p, q))
		sort.Slice(r, func(i, j int) bool { return r[i].k < r[j].k })
		slices.SortFunc(s, func(x, y sortPair) int { return x.k - y.k })
		if n > 12 { // the order of equal elements is nobody's business
			sort.Slice(r, func(i, j int) bool { return r[i].k < r[j].k || r[i].k == r[j].k && r[i].v < r[j].v })
			slices.SortFunc(s, func(x, y sortPair) int { return cmp.Or(x.k-y.k, x.v-y.v) })
		}
		emit(fmt.Sprint(r, s))
		if n > 0 {
			i, ok := slices.BinarySearch(a, 20)
			emit(fmt.Sprint(slices.Max(ints), slices.Min(ints), slices.Index(ints, 7), slices.Contains(ints, 3), i, ok))
		}
		asc := make([]int, n)
		for i := range asc {
			asc[i] = n - i
		}
		slices.Sort(asc)
		emit(fmt.Sprint(asc, slices.IsSorted(asc)))
		h := sortHeap(slices.Clone(ints))
		heap.Init(&h)
		heap.Push(&h, 17)
		out := []int{}
		for h.Len() > 0 {
			out = append(out, heap.Pop(&h).(int))
		}
		emit(fmt.Sprint(out))
	}
	x := []int{1, 2, 3, 4, 5, 6}
	emit(fmt.Sprint(slices.Insert(slices.Clone(x), 2, 9, 8), slices.Delete(slices.Clone(x), 1, 3), slices.Replace(slices.Clone(x), 1, 4, 7), slices.Compact([]int{1, 1, 2, 2, 2, 1}), slices.Concat(x, x), slices.Repeat([]int{1, 2}, 3)))
	y := slices.Clone(x)
	slices.Reverse(y)
	emit(fmt.Sprint(y, slices.Equal(x, y), slices.Compare(x, y), slices.Collect(slices.Chunk(x, 4)), slices.Sorted(slices.Values(y)), slices.DeleteFunc(slices.Clone(x), func(n int) bool { return n%2 == 0 })))
	y = append(make([]int, 0, 20), x...)
	y = slices.Insert(y, 3, y[1:4]...)
	emit(fmt.Sprint(y, slices.IndexFunc(y, func(n int) bool { return n > 4 })))
	for i, v := range slices.Backward(x) {
		emit(fmt.Sprint(i, v))
	}
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	emit(fmt.Sprint(slices.Sorted(maps.Keys(m)), slices.Sorted(maps.Values(m)), maps.Equal(m, maps.Clone(m)), maps.Collect(slices.All([]string{"x", "y"}))))
	maps.DeleteFunc(m, func(k string, v int) bool { return v == 2 })
	emit(fmt.Sprint(m))
	l := list.New()
	e := l.PushBack(1)
	l.PushFront(0)
	l.InsertAfter(5, e)
	l.MoveToFront(e)
	l.Remove(l.Back())
	for e := l.Front(); e != nil; e = e.Next() {
		emit(fmt.Sprint(e.Value))
	}
	r := ring.New(5)
	for i := range r.Len() {
		r.Value = i
		r = r.Next()
	}
	r.Unlink(2)
	r.Do(func(v any) { emit(fmt.Sprint("ring ", v)) })
	next, stop := iter.Pull2(slices.All([]string{"p", "q", "r"}))
	for range 2 {
		i, v, ok := next()
		emit(fmt.Sprint(i, v, ok))
	}
	stop()
	i, v, ok := next()
	emit(fmt.Sprint(i, v, ok))
	emit(fmt.Sprint(cmp.Compare("a", "b"), cmp.Less(2, 1), cmp.Or("", "z", "y"), sort.Search(100, func(i int) bool { return i*i >= 50 })))
}
