//go:build gopherscope

// Package sort sorts whatever can compare and swap its elements.
package sort

import (
	"internal/rt"
	"math/bits"
	"slices"
)

// An Interface is a collection that can be sorted.
type Interface interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

// Sort sorts data; equal elements may change their order. Up to 12 elements it is an
// insertion sort, as in Go, so that few elements keep it.
func Sort(data Interface) {
	n := data.Len()
	quick(data, 0, n, 2*bits.Len(uint(n)))
}

// few is how many elements are sorted by insertion.
const few = 12

// quick sorts data[a:b]; after depth levels of bad luck with pivots it gives up and sorts
// by a heap.
func quick(data Interface, a, b, depth int) {
	for b-a > few {
		if depth == 0 {
			heap(data, a, b)
			return
		}
		depth--
		p := partition(data, a, b)
		if p-a < b-p-1 {
			quick(data, a, p, depth)
			a = p + 1
		} else {
			quick(data, p+1, b, depth)
			b = p
		}
	}
	insertion(data, a, b)
}

// partition puts the median of three in its place, smaller ones before it and larger ones
// after it, and returns the place.
func partition(data Interface, a, b int) int {
	m, last := int(uint(a+b)/2), b-1
	if data.Less(m, a) {
		data.Swap(m, a)
	}
	if data.Less(last, m) {
		data.Swap(last, m)
		if data.Less(m, a) {
			data.Swap(m, a)
		}
	}
	data.Swap(a, m) // the pivot waits in front
	i, j := a+1, last
	for {
		for i <= j && data.Less(i, a) {
			i++
		}
		for i <= j && data.Less(a, j) {
			j--
		}
		if i >= j {
			break
		}
		data.Swap(i, j)
		i++
		j--
	}
	data.Swap(a, j)
	return j
}

func insertion(data Interface, a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && data.Less(j, j-1); j-- {
			data.Swap(j, j-1)
		}
	}
}

func heap(data Interface, a, b int) {
	n := b - a
	for i := n/2 - 1; i >= 0; i-- {
		sink(data, a, i, n)
	}
	for i := n - 1; i > 0; i-- {
		data.Swap(a, a+i)
		sink(data, a, 0, i)
	}
}

func sink(data Interface, a, i, n int) {
	for {
		child := 2*i + 1
		if child >= n {
			return
		}
		if child+1 < n && data.Less(a+child, a+child+1) {
			child++
		}
		if !data.Less(a+i, a+child) {
			return
		}
		data.Swap(a+i, a+child)
		i = child
	}
}

// Stable sorts data and keeps the order of equal elements: small blocks by insertion, then
// neighbours are merged in place.
func Stable(data Interface) {
	n := data.Len()
	for a := 0; a < n; a += few {
		insertion(data, a, min(a+few, n))
	}
	for size := few; size < n; size *= 2 {
		for a := 0; a+size < n; a += 2 * size {
			merge(data, a, a+size, min(a+2*size, n))
		}
	}
}

// merge merges the sorted data[a:m] and data[m:b]: it halves the longer one, finds where
// the other has to be cut to match, exchanges the parts between and merges both sides.
func merge(data Interface, a, m, b int) {
	if a == m || m == b {
		return
	}
	if b-a == 2 {
		if data.Less(m, a) {
			data.Swap(m, a)
		}
		return
	}
	var i, j int // data[i:m] and data[m:j] change places
	if m-a >= b-m {
		i = int(uint(a+m) / 2)
		j = m + Search(b-m, func(k int) bool { return !data.Less(m+k, i) })
	} else {
		j = int(uint(m+b) / 2)
		i = a + Search(m-a, func(k int) bool { return data.Less(j, a+k) })
	}
	rotate(data, i, m, j)
	cut := i + j - m
	merge(data, a, i, cut)
	merge(data, cut, j, b)
}

// rotate exchanges data[a:m] and data[m:b].
func rotate(data Interface, a, m, b int) {
	reverse(data, a, m)
	reverse(data, m, b)
	reverse(data, a, b)
}

func reverse(data Interface, a, b int) {
	for b--; a < b; a, b = a+1, b-1 {
		data.Swap(a, b)
	}
}

// IsSorted tells whether data is sorted.
func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

// Reverse returns data with Less the other way round.
func Reverse(data Interface) Interface { return &reversed{data} }

type reversed struct{ Interface }

func (r reversed) Less(i, j int) bool { return r.Interface.Less(j, i) }

// A sliceOf is any slice with a function that compares two of its elements.
type sliceOf struct {
	x    any
	less func(i, j int) bool
}

func (s *sliceOf) Len() int           { return rt.Len(s.x) }
func (s *sliceOf) Less(i, j int) bool { return s.less(i, j) }
func (s *sliceOf) Swap(i, j int)      { rt.Swap(s.x, i, j) }

// Slice sorts the slice x.
func Slice(x any, less func(i, j int) bool) { Sort(&sliceOf{x, less}) }

// SliceStable sorts the slice x and keeps the order of equal elements.
func SliceStable(x any, less func(i, j int) bool) { Stable(&sliceOf{x, less}) }

// SliceIsSorted tells whether the slice x is sorted.
func SliceIsSorted(x any, less func(i, j int) bool) bool { return IsSorted(&sliceOf{x, less}) }

// Slices that sort themselves.
type (
	IntSlice     []int
	Float64Slice []float64
	StringSlice  []string
)

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x IntSlice) Sort()              { Sort(x) }
func (p IntSlice) Search(x int) int   { return SearchInts(p, x) }

func (x Float64Slice) Len() int             { return len(x) }
func (x Float64Slice) Less(i, j int) bool   { return x[i] < x[j] || x[i] != x[i] && x[j] == x[j] }
func (x Float64Slice) Swap(i, j int)        { x[i], x[j] = x[j], x[i] }
func (x Float64Slice) Sort()                { Sort(x) }
func (p Float64Slice) Search(x float64) int { return SearchFloat64s(p, x) }

func (x StringSlice) Len() int            { return len(x) }
func (x StringSlice) Less(i, j int) bool  { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)       { x[i], x[j] = x[j], x[i] }
func (x StringSlice) Sort()               { Sort(x) }
func (p StringSlice) Search(x string) int { return SearchStrings(p, x) }

func Ints(x []int)                       { slices.Sort(x) }
func Float64s(x []float64)               { slices.Sort(x) }
func Strings(x []string)                 { slices.Sort(x) }
func IntsAreSorted(x []int) bool         { return slices.IsSorted(x) }
func Float64sAreSorted(x []float64) bool { return slices.IsSorted(x) }
func StringsAreSorted(x []string) bool   { return slices.IsSorted(x) }

// Search returns the smallest i in [0, n) for which f is true, n if there is none; f is
// false up to there and true from there on.
func Search(n int, f func(int) bool) int {
	lo, hi := 0, n
	for lo < hi {
		if m := int(uint(lo+hi) / 2); f(m) {
			hi = m
		} else {
			lo = m + 1
		}
	}
	return lo
}

// Find returns the smallest i in [0, n) for which cmp is not positive, and whether it is 0.
func Find(n int, cmp func(int) int) (i int, found bool) {
	i = Search(n, func(i int) bool { return cmp(i) <= 0 })
	return i, i < n && cmp(i) == 0
}

func SearchInts(a []int, x int) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

func SearchFloat64s(a []float64, x float64) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

func SearchStrings(a []string, x string) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}
