//go:build gopherscope

package slices

import (
	"cmp"
	"internal/pdq"
	"math/bits"
)

// few is how many elements are sorted by insertion.
const few = 12

func Sort[S ~[]E, E cmp.Ordered](x S) { quickOrdered(x, 2*bits.Len(uint(len(x)))) }

// SortFunc sorts x; equal elements may change their order, as they do in Go.
func SortFunc[S ~[]E, E any](x S, cmp func(a, b E) int) { pdq.Sort(&byFunc[E]{x, cmp}, len(x)) }

// A byFunc is a slice that pdq can sort.
type byFunc[E any] struct {
	x   []E
	cmp func(a, b E) int
}

func (s *byFunc[E]) Less(i, j int) bool { return s.cmp(s.x[i], s.x[j]) < 0 }
func (s *byFunc[E]) Swap(i, j int)      { s.x[i], s.x[j] = s.x[j], s.x[i] }

// partition puts the median of three in its place, smaller ones before it and larger ones
// after it, and returns the place.
func partition[E any](x []E, cmp func(a, b E) int) int {
	m, last := len(x)/2, len(x)-1
	if cmp(x[m], x[0]) < 0 {
		x[m], x[0] = x[0], x[m]
	}
	if cmp(x[last], x[m]) < 0 {
		x[last], x[m] = x[m], x[last]
		if cmp(x[m], x[0]) < 0 {
			x[m], x[0] = x[0], x[m]
		}
	}
	pivot := x[m]
	x[0], x[m] = x[m], x[0]
	i, j := 1, last
	for {
		for i <= j && cmp(x[i], pivot) < 0 {
			i++
		}
		for i <= j && cmp(pivot, x[j]) < 0 {
			j--
		}
		if i >= j {
			break
		}
		x[i], x[j] = x[j], x[i]
		i++
		j--
	}
	x[0], x[j] = x[j], x[0]
	return j
}

func insertion[E any](x []E, cmp func(a, b E) int) {
	for i := 1; i < len(x); i++ {
		for j := i; j > 0 && cmp(x[j], x[j-1]) < 0; j-- {
			x[j], x[j-1] = x[j-1], x[j]
		}
	}
}

// quickOrdered is quick with < in place of a function; it saves the calls.
func quickOrdered[E cmp.Ordered](x []E, depth int) {
	for len(x) > few {
		if depth == 0 {
			stable(x, make([]E, len(x)), cmp.Compare[E])
			return
		}
		depth--
		p := partition(x, cmp.Compare[E])
		quickOrdered(x[:p], depth)
		x = x[p+1:]
	}
	for i := 1; i < len(x); i++ {
		for j := i; j > 0 && cmp.Less(x[j], x[j-1]); j-- {
			x[j], x[j-1] = x[j-1], x[j]
		}
	}
}

// SortStableFunc sorts x and keeps the order of equal elements.
func SortStableFunc[S ~[]E, E any](x S, cmp func(a, b E) int) {
	stable(x, make([]E, len(x)), cmp)
}

// stable is a merge sort; tmp is as long as x.
func stable[E any](x, tmp []E, cmp func(a, b E) int) {
	if len(x) <= few {
		insertion(x, cmp)
		return
	}
	m := len(x) / 2
	stable(x[:m], tmp[:m], cmp)
	stable(x[m:], tmp[m:], cmp)
	copy(tmp, x)
	i, j := 0, m
	for k := range x {
		if j == len(x) || i < m && cmp(tmp[j], tmp[i]) >= 0 {
			x[k] = tmp[i]
			i++
		} else {
			x[k] = tmp[j]
			j++
		}
	}
}

func IsSorted[S ~[]E, E cmp.Ordered](x S) bool { return IsSortedFunc(x, cmp.Compare[E]) }

func IsSortedFunc[S ~[]E, E any](x S, cmp func(a, b E) int) bool {
	for i := len(x) - 1; i > 0; i-- {
		if cmp(x[i], x[i-1]) < 0 {
			return false
		}
	}
	return true
}

// Min and Max panic if x is empty; NaN is the result if it is in x.
func Min[S ~[]E, E cmp.Ordered](x S) E {
	if len(x) == 0 {
		panic("slices.Min: empty list")
	}
	m := x[0]
	for _, v := range x[1:] {
		m = min(m, v)
	}
	return m
}

func Max[S ~[]E, E cmp.Ordered](x S) E {
	if len(x) == 0 {
		panic("slices.Max: empty list")
	}
	m := x[0]
	for _, v := range x[1:] {
		m = max(m, v)
	}
	return m
}

// MinFunc and MaxFunc return the first of the least and of the greatest elements.
func MinFunc[S ~[]E, E any](x S, cmp func(a, b E) int) E {
	if len(x) == 0 {
		panic("slices.MinFunc: empty list")
	}
	m := x[0]
	for _, v := range x[1:] {
		if cmp(v, m) < 0 {
			m = v
		}
	}
	return m
}

func MaxFunc[S ~[]E, E any](x S, cmp func(a, b E) int) E {
	if len(x) == 0 {
		panic("slices.MaxFunc: empty list")
	}
	m := x[0]
	for _, v := range x[1:] {
		if cmp(v, m) > 0 {
			m = v
		}
	}
	return m
}

// BinarySearch returns where target is in the sorted x, or would be.
func BinarySearch[S ~[]E, E cmp.Ordered](x S, target E) (int, bool) {
	return BinarySearchFunc(x, target, cmp.Compare[E])
}

func BinarySearchFunc[S ~[]E, E, T any](x S, target T, cmp func(E, T) int) (int, bool) {
	lo, hi := 0, len(x)
	for lo < hi {
		if m := int(uint(lo+hi) / 2); cmp(x[m], target) < 0 {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo, lo < len(x) && cmp(x[lo], target) == 0
}
