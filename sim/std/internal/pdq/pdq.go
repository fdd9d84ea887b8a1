//go:build gopherscope

// Package pdq sorts as Go's sort.Sort and slices.SortFunc do: a pattern-defeating quicksort
// (Orson Peters), whose choices are Go's, so that equal elements come out in Go's order.
package pdq

import "math/bits"

// Data are elements that can be compared and swapped.
type Data interface {
	Less(i, j int) bool
	Swap(i, j int)
}

// Sort sorts n elements.
func Sort(data Data, n int) { quick(data, 0, n, bits.Len(uint(n))) }

// few is how many elements are sorted by insertion.
const few = 12

// How a range looks from the elements that its pivot was chosen from.
type order int

const (
	unknown order = iota
	rising
	falling
)

// quick sorts data[a:b]; after limit partitions that were out of balance, by a heap.
func quick(data Data, a, b, limit int) {
	balanced, partitioned := true, true // how the last partition was
	for b-a > few {
		if limit == 0 {
			heap(data, a, b)
			return
		}
		if !balanced {
			scatter(data, a, b)
			limit--
		}
		p, looks := choose(data, a, b)
		if looks == falling {
			for i, j := a, b-1; i < j; i, j = i+1, j-1 {
				data.Swap(i, j)
			}
			p, looks = a+b-1-p, rising
		}
		if balanced && partitioned && looks == rising && mend(data, a, b) {
			return
		}
		if a > 0 && !data.Less(a-1, p) {
			a = passEqual(data, a, b, p)
			continue
		}
		var m int
		n := b - a
		m, partitioned = partition(data, a, b, p)
		left, right := m-a, b-m
		balanced = min(left, right) >= n/8
		if left < right {
			quick(data, a, m, limit)
			a = m + 1
		} else {
			quick(data, m+1, b, limit)
			b = m
		}
	}
	Insertion(data, a, b)
}

// Insertion sorts data[a:b] by insertion, which keeps the order of equal elements.
func Insertion(data Data, a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && data.Less(j, j-1); j-- {
			data.Swap(j, j-1)
		}
	}
}

// partition puts element p in its place, smaller ones before it and the others after it. It
// returns the place, and whether all but p were on their side already.
func partition(data Data, a, b, p int) (place int, already bool) {
	data.Swap(a, p)
	i, j := a+1, b-1
	for already = true; ; already = false {
		for i <= j && data.Less(i, a) {
			i++
		}
		for i <= j && !data.Less(j, a) {
			j--
		}
		if i > j {
			data.Swap(j, a)
			return j, already
		}
		data.Swap(i, j)
		i, j = i+1, j-1
	}
}

// passEqual is for a range with nothing smaller than element p: it puts what equals p in front
// and returns where the greater ones begin.
func passEqual(data Data, a, b, p int) int {
	data.Swap(a, p)
	i, j := a+1, b-1
	for {
		for i <= j && !data.Less(a, i) {
			i++
		}
		for i <= j && data.Less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		data.Swap(i, j)
		i, j = i+1, j-1
	}
}

// mend sorts a range that is nearly sorted, and tells whether it is sorted now. It gives up
// after five elements out of place, in a short range at the first.
func mend(data Data, a, b int) bool {
	const tries, short = 5, 50
	i := a + 1
	for range tries {
		for i < b && !data.Less(i, i-1) {
			i++
		}
		switch {
		case i == b:
			return true
		case b-a < short:
			return false
		}
		data.Swap(i, i-1)
		if i-a >= 2 {
			for j := i - 1; j >= 1 && data.Less(j, j-1); j-- {
				data.Swap(j, j-1)
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && data.Less(j, j-1); j++ {
				data.Swap(j, j-1)
			}
		}
	}
	return false
}

// scatter moves three elements in the middle of a range elsewhere, by an xorshift generator that
// the length seeds, to break what made partitions bad.
func scatter(data Data, a, b int) {
	n := b - a
	if n < 8 {
		return
	}
	random, mask := uint64(n), uint64(1)<<bits.Len(uint(n))-1
	middle := a + n/4*2
	for i := middle - 1; i <= middle+1; i++ {
		random ^= random << 13
		random ^= random >> 7
		random ^= random << 17
		other := int(random & mask)
		if other >= n {
			other -= n
		}
		data.Swap(i, a+other)
	}
}

// choose returns a pivot for a range: a median of three, of long ranges of three such medians.
func choose(data Data, a, b int) (pivot int, looks order) {
	const long, most = 50, 12 // most: swaps of four medians of three, all of them
	swaps := 0
	median := func(i, j, k int) int {
		sort2 := func(i, j int) (int, int) {
			if data.Less(j, i) {
				swaps++
				return j, i
			}
			return i, j
		}
		i, j = sort2(i, j)
		j, k = sort2(j, k)
		_, j = sort2(i, j)
		return j
	}
	n := b - a
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	if n >= 8 {
		if n >= long {
			i, j, k = median(i-1, i, i+1), median(j-1, j, j+1), median(k-1, k, k+1)
		}
		j = median(i, j, k)
	}
	switch swaps {
	case 0:
		return j, rising
	case most:
		return j, falling
	}
	return j, unknown
}

// heap sorts data[a:b] by a heap.
func heap(data Data, a, b int) {
	n := b - a
	for i := n/2 - 1; i >= 0; i-- {
		sink(data, a, i, n)
	}
	for i := n - 1; i >= 0; i-- {
		data.Swap(a, a+i)
		sink(data, a, 0, i)
	}
}

func sink(data Data, a, i, n int) {
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
