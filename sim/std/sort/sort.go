//go:build gopherscope

// Package sort sorts whatever can compare and swap its elements.
package sort

import (
	"internal/pdq"
	"internal/rt"
	"slices"
)

// An Interface is a collection that can be sorted.
type Interface interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

// Sort sorts data; equal elements may change their order, as they do in Go.
func Sort(data Interface) { pdq.Sort(data, data.Len()) }

// few is how many elements are sorted by insertion.
const few = 12

// Stable sorts data and keeps the order of equal elements: small blocks by insertion, then
// neighbours are merged in place.
func Stable(data Interface) {
	n := data.Len()
	for a := 0; a < n; a += few {
		pdq.Insertion(data, a, min(a+few, n))
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
