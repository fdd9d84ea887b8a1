//go:build gopherscope

package fmt

import "internal/rt"

// sortEntries sorts the keys of a map, and their elements with them, in place: a heap sort,
// since no two keys are equal.
func sortEntries(keys, elems []any) {
	n := len(keys)
	swap := func(i, j int) {
		keys[i], keys[j] = keys[j], keys[i]
		elems[i], elems[j] = elems[j], elems[i]
	}
	sink := func(i, n int) {
		for {
			child := 2*i + 1
			if child >= n {
				return
			}
			if child+1 < n && compare(keys[child], keys[child+1]) < 0 {
				child++
			}
			if compare(keys[i], keys[child]) >= 0 {
				return
			}
			swap(i, child)
			i = child
		}
	}
	for i := n/2 - 1; i >= 0; i-- {
		sink(i, n)
	}
	for i := n - 1; i > 0; i-- {
		swap(0, i)
		sink(0, i)
	}
}

// compare orders values of one type as the real fmt orders the keys of maps: numbers by
// value, NaN first; false before true; addresses by number; structs and arrays by their
// parts; nil interfaces first, others by type.
func compare(a, b any) int {
	ta, tb := rt.TypeOf(a), rt.TypeOf(b)
	if ta != tb {
		return order(ta < tb)
	}
	switch rt.TypeKind(ta) {
	case rt.Int, rt.Int8, rt.Int16, rt.Int32, rt.Int64:
		return compareOrdered(rt.AsInt(a), rt.AsInt(b))
	case rt.String:
		return compareOrdered(rt.AsString(a), rt.AsString(b))
	case rt.Float32, rt.Float64:
		return compareFloats(rt.AsFloat(a), rt.AsFloat(b))
	case rt.Complex64, rt.Complex128:
		x, y := rt.AsComplex(a), rt.AsComplex(b)
		if c := compareFloats(real(x), real(y)); c != 0 {
			return c
		}
		return compareFloats(imag(x), imag(y))
	case rt.Struct:
		for i := range rt.NumField(ta) {
			if c := compare(rt.Field(a, i), rt.Field(b, i)); c != 0 {
				return c
			}
		}
		return 0
	case rt.Array:
		for i := range rt.Len(a) {
			if c := compare(rt.Index(a, i), rt.Index(b, i)); c != 0 {
				return c
			}
		}
		return 0
	case rt.Invalid:
		return 0
	}
	return compareOrdered(rt.AsUint(a), rt.AsUint(b))
}

func compareOrdered[T int64 | uint64 | float64 | string](a, b T) int {
	if a == b {
		return 0
	}
	return order(a < b)
}

func compareFloats(a, b float64) int {
	switch {
	case a != a && b != b:
		return 0
	case a != a:
		return -1
	case b != b:
		return 1
	}
	return compareOrdered(a, b)
}

func order(less bool) int {
	if less {
		return -1
	}
	return 1
}
