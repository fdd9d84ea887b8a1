//go:build gopherscope

package reflect

import "iter"

// Fields yields the fields of a struct.
func (v Value) Fields() iter.Seq2[StructField, Value] {
	t := v.Type()
	if t.Kind() != Struct {
		panic("reflect: Fields of non-struct type " + t.String())
	}
	return func(yield func(StructField, Value) bool) {
		for i := range v.NumField() {
			if !yield(t.Field(i), v.Field(i)) {
				return
			}
		}
	}
}

// Seq yields what a range loop over v with one variable does.
func (v Value) Seq() iter.Seq[Value] {
	k := v.Kind()
	switch {
	case k == Func && toRType(v.t).yields() == 1:
		return func(yield func(Value) bool) {
			v.Call([]Value{MakeFunc(v.Type().In(0), func(in []Value) []Value {
				return []Value{ValueOf(yield(in[0]))}
			})})
		}
	case isInteger(k):
		return func(yield func(Value) bool) {
			t := v.Type()
			n := v
			if !v.CanInt() {
				for i := uint64(0); i < n.Uint(); i++ {
					if !yield(ValueOf(i).Convert(t)) {
						return
					}
				}
				return
			}
			for i := int64(0); i < n.Int(); i++ {
				if !yield(ValueOf(i).Convert(t)) {
					return
				}
			}
		}
	case k == Array, k == Slice, k == Pointer && elemKind(v.t) == Array:
		return func(yield func(Value) bool) {
			for i := range v.Len() {
				if !yield(ValueOf(i)) {
					return
				}
			}
		}
	case k == String:
		return func(yield func(Value) bool) {
			for i := range v.String() {
				if !yield(ValueOf(i)) {
					return
				}
			}
		}
	case k == Chan:
		return func(yield func(Value) bool) {
			for x, ok := v.Recv(); ok && yield(x); x, ok = v.Recv() {
			}
		}
	case k == Map:
		return func(yield func(Value) bool) {
			for it := v.MapRange(); it.Next(); {
				if !yield(it.Key()) {
					return
				}
			}
		}
	}
	panic("reflect: " + v.Type().String() + " cannot produce iter.Seq[Value]")
}

// Seq2 yields what a range loop over v with two variables does.
func (v Value) Seq2() iter.Seq2[Value, Value] {
	k := v.Kind()
	switch {
	case k == Func && toRType(v.t).yields() == 2:
		return func(yield func(Value, Value) bool) {
			v.Call([]Value{MakeFunc(v.Type().In(0), func(in []Value) []Value {
				return []Value{ValueOf(yield(in[0], in[1]))}
			})})
		}
	case k == Array, k == Slice, k == Pointer && elemKind(v.t) == Array:
		return func(yield func(Value, Value) bool) {
			v := v
			if k == Pointer {
				v = v.Elem()
			}
			for i := range v.Len() {
				if !yield(ValueOf(i), v.Index(i)) {
					return
				}
			}
		}
	case k == String:
		return func(yield func(Value, Value) bool) {
			for i, c := range v.String() {
				if !yield(ValueOf(i), ValueOf(c)) {
					return
				}
			}
		}
	case k == Map:
		return func(yield func(Value, Value) bool) {
			for it := v.MapRange(); it.Next(); {
				if !yield(it.Key(), it.Value()) {
					return
				}
			}
		}
	}
	panic("reflect: " + v.Type().String() + " cannot produce iter.Seq2[Value, Value]")
}
