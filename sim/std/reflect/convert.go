//go:build gopherscope

package reflect

import (
	"internal/rt"
	"strconv"
)

func itoa(i int) string { return strconv.Itoa(i) }

// A conversion is how values of one type become values of another.
type conversion uint8

const (
	noConversion conversion = iota
	convNumber
	convComplex
	convRuneString  // of an integer
	convBytesString // and so on: from, to
	convRunesString
	convStringBytes
	convStringRunes
	convSliceArray
	convSliceArrayPtr
	convDirect
	convIface
)

func isInteger(k Kind) bool { return Int <= k && k <= Uintptr }
func isNumber(k Kind) bool  { return Int <= k && k <= Float64 }

// conversionOf says how a value of type src becomes one of type dst.
func conversionOf(dst, src rt.Type) conversion {
	to, from := Kind(rt.TypeKind(dst)), Kind(rt.TypeKind(src))
	switch {
	case isNumber(from) && isNumber(to):
		return convNumber
	case isInteger(from) && to == String:
		return convRuneString
	case (from == Complex64 || from == Complex128) && (to == Complex64 || to == Complex128):
		return convComplex
	case from == String && to == Slice && plainElem(dst) == Uint8:
		return convStringBytes
	case from == String && to == Slice && plainElem(dst) == Int32:
		return convStringRunes
	case from == Slice && to == String && plainElem(src) == Uint8:
		return convBytesString
	case from == Slice && to == String && plainElem(src) == Int32:
		return convRunesString
	case from == Slice && to == Pointer && elemKind(dst) == Array && rt.Elem(rt.Elem(dst)) == rt.Elem(src):
		return convSliceArrayPtr
	case from == Slice && to == Array && rt.Elem(src) == rt.Elem(dst):
		return convSliceArray
	case losesDirection(dst, src), rt.Identical(dst, src, false):
		return convDirect
	case from == Pointer && to == Pointer && !rt.Named(dst) && !rt.Named(src) && rt.Identical(rt.Elem(dst), rt.Elem(src), false):
		return convDirect
	case implements(dst, src):
		return convIface
	}
	return noConversion
}

// plainElem returns the kind of the element type if no package defines that.
func plainElem(t rt.Type) Kind {
	if e := rt.Elem(t); rt.PkgPath(e) == "" {
		return Kind(rt.TypeKind(e))
	}
	return Invalid
}

// CanConvert tells whether v.Convert(t) does not panic.
func (v Value) CanConvert(t Type) bool {
	if !v.Type().ConvertibleTo(t) {
		return false
	}
	switch conversionOf(t.id(), v.t) {
	case convSliceArray:
		return t.Len() <= v.Len()
	case convSliceArrayPtr:
		return t.Elem().Len() <= v.Len()
	}
	return true
}

// Convert returns v converted to type t.
func (v Value) Convert(t Type) Value {
	dst := t.id()
	if v.t == 0 {
		panic(&ValueError{"reflect.Value.Convert", Invalid})
	}
	how := conversionOf(dst, v.t)
	f := v.flag.ro()
	switch how {
	case noConversion:
		panic("reflect.Value.Convert: value of type " + rt.TypeName(v.t) + " cannot be converted to type " + t.String())
	case convDirect:
		v = v.copied()
		v.t, v.flag = dst, f
		return v
	case convSliceArrayPtr:
		n := rt.TypeLen(rt.Elem(dst))
		v.mustHave(n, "pointer to array")
		return hold(dst, v.slice().data, f)
	case convSliceArray:
		n := rt.TypeLen(dst)
		v.mustHave(n, "array")
		return Value{dst, v.slice().data, f}.copied()
	case convIface:
		if v.Kind() == Interface && v.IsNil() {
			v = Zero(t)
		} else {
			x := v.pack()
			v = Zero(t)
			*(*any)(v.p) = x
		}
		v.flag = f
		return v
	}
	out := Value{dst, rt.New(dst, 1), f}
	from := v.Kind()
	switch how {
	case convNumber:
		to := out.Kind()
		switch {
		case from == Float32 && to == Float32:
			*(*uint32)(out.p) = *(*uint32)(v.p)
		case from <= Int64 && to <= Uintptr:
			out.setBits(uint64(v.Int()))
		case from <= Int64:
			out.setFloat(float64(v.Int()))
		case from <= Uintptr && to <= Uintptr:
			out.setBits(v.Uint())
		case from <= Uintptr:
			out.setFloat(float64(v.Uint()))
		case to <= Int64:
			out.setBits(uint64(int64(v.Float())))
		case to <= Uintptr:
			out.setBits(uint64(v.Float()))
		default:
			out.setFloat(v.Float())
		}
	case convComplex:
		out.setComplex(v.Complex())
	case convRuneString:
		s := "\uFFFD"
		if from <= Int64 {
			if x := v.Int(); int64(rune(x)) == x {
				s = string(rune(x))
			}
		} else if x := v.Uint(); uint64(rune(x)) == x {
			s = string(rune(x))
		}
		*(*string)(out.p) = s
	case convBytesString:
		*(*string)(out.p) = string(*(*[]byte)(v.p))
	case convRunesString:
		*(*string)(out.p) = string(*(*[]rune)(v.p))
	case convStringBytes:
		*(*[]byte)(out.p) = []byte(*(*string)(v.p))
	case convStringRunes:
		*(*[]rune)(out.p) = []rune(*(*string)(v.p))
	}
	return out
}

// mustHave panics unless the slice v has n elements to convert.
func (v Value) mustHave(n int, to string) {
	if n > v.Len() {
		panic("reflect: cannot convert slice with length " + itoa(v.Len()) + " to " + to + " with length " + itoa(n))
	}
}
