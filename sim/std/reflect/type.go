//go:build gopherscope

// Package reflect looks at types and values at run time. It is built on internal/rt, which
// asks the machine.
package reflect

import (
	"internal/rt"
	"iter"
	"strconv"
	"sync/atomic"
	"unicode"
	"unsafe"
)

// A Kind says how values of a type behave.
type Kind uint

// The kinds.
const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

// Ptr is an older name of Pointer.
const Ptr = Pointer

var kindNames = [...]string{"invalid", "bool", "int", "int8", "int16", "int32", "int64",
	"uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "float32", "float64",
	"complex64", "complex128", "array", "chan", "func", "interface", "map", "ptr", "slice",
	"string", "struct", "unsafe.Pointer"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "kind" + strconv.Itoa(int(k))
}

// A ChanDir is the direction of a chan type.
type ChanDir int

const (
	RecvDir ChanDir = 1 << iota
	SendDir
	BothDir = RecvDir | SendDir
)

func (d ChanDir) String() string {
	switch d {
	case SendDir:
		return "chan<-"
	case RecvDir:
		return "<-chan"
	case BothDir:
		return "chan"
	}
	return "ChanDir" + strconv.Itoa(int(d))
}

// A Type is a type of the program. Two are the same type if they are equal.
type Type interface {
	String() string
	Name() string
	PkgPath() string
	Kind() Kind
	Size() uintptr
	Align() int
	FieldAlign() int
	Bits() int
	Elem() Type
	Key() Type
	Len() int
	ChanDir() ChanDir
	NumField() int
	Field(i int) StructField
	Fields() iter.Seq[StructField]
	FieldByName(name string) (StructField, bool)
	FieldByNameFunc(match func(string) bool) (StructField, bool)
	FieldByIndex(index []int) StructField
	NumIn() int
	In(i int) Type
	Ins() iter.Seq[Type]
	NumOut() int
	Out(i int) Type
	Outs() iter.Seq[Type]
	IsVariadic() bool
	NumMethod() int
	Method(i int) Method
	MethodByName(name string) (Method, bool)
	Methods() iter.Seq[Method]
	Comparable() bool
	Implements(u Type) bool
	AssignableTo(u Type) bool
	ConvertibleTo(u Type) bool
	CanSeq() bool
	CanSeq2() bool
	OverflowInt(x int64) bool
	OverflowUint(x uint64) bool
	OverflowFloat(x float64) bool
	OverflowComplex(x complex128) bool

	id() rt.Type
}

// A rtype is a Type. There is one for each type that somebody asked for.
type rtype struct{ t rt.Type }

// chunks are the addresses of arrays of all rtypes, made when first used.
var chunks [64]unsafe.Pointer

const chunkSize = 512

// toRType returns the rtype of t.
func toRType(t rt.Type) *rtype {
	at := &chunks[t/chunkSize]
	p := atomic.LoadPointer(at)
	if p == nil {
		atomic.CompareAndSwapPointer(at, nil, unsafe.Pointer(new([chunkSize]rtype)))
		p = atomic.LoadPointer(at)
	}
	r := &(*[chunkSize]rtype)(p)[t%chunkSize]
	r.t = t // all who write this write the same
	return r
}

// toType returns the Type of t, nil for no type.
func toType(t rt.Type) Type {
	if t == 0 {
		return nil
	}
	return toRType(t)
}

// TypeOf returns the dynamic type of i, nil for a nil interface.
func TypeOf(i any) Type { return toType(rt.TypeOf(i)) }

// TypeFor returns the type T.
func TypeFor[T any]() Type { return TypeOf((*T)(nil)).Elem() }

func (t *rtype) id() rt.Type    { return t.t }
func (t *rtype) String() string { return rt.TypeName(t.t) }
func (t *rtype) Kind() Kind     { return Kind(rt.TypeKind(t.t)) }
func (t *rtype) Size() uintptr  { return rt.Size(t.t) }
func (t *rtype) NumMethod() int { return rt.NumMethod(t.t) }

func (t *rtype) PkgPath() string {
	if !rt.Named(t.t) {
		return ""
	}
	return rt.PkgPath(t.t)
}

// Name returns the type's name without its package, "" for a type literal.
func (t *rtype) Name() string {
	if !rt.Named(t.t) {
		return ""
	}
	s := t.String()
	depth := 0 // of square brackets: type arguments have packages too
	for i := len(s) - 1; i >= 0; i-- {
		switch s[i] {
		case ']':
			depth++
		case '[':
			depth--
		case '.':
			if depth == 0 {
				return s[i+1:]
			}
		}
	}
	return s
}

// of panics unless the type is of the kind, which name names.
func (t *rtype) of(k Kind, method, name string) {
	if t.Kind() != k {
		panic("reflect: " + method + " of non-" + name + " type " + t.String())
	}
}

func (t *rtype) Align() int      { return rt.Align(t.t) }
func (t *rtype) FieldAlign() int { return rt.Align(t.t) }

func (t *rtype) Bits() int {
	if k := t.Kind(); k < Int || k > Complex128 {
		panic("reflect: Bits of non-arithmetic Type " + t.String())
	}
	return int(t.Size()) * 8
}

func (t *rtype) Elem() Type {
	switch t.Kind() {
	case Array, Chan, Map, Pointer, Slice:
		return toType(rt.Elem(t.t))
	}
	panic("reflect: Elem of invalid type " + t.String())
}

func (t *rtype) Key() Type {
	t.of(Map, "Key", "map")
	return toType(rt.Key(t.t))
}

func (t *rtype) Len() int {
	t.of(Array, "Len", "array")
	return rt.TypeLen(t.t)
}

func (t *rtype) ChanDir() ChanDir {
	t.of(Chan, "ChanDir", "chan")
	return ChanDir(rt.ChanDir(t.t))
}

func (t *rtype) NumIn() int {
	t.of(Func, "NumIn", "func")
	return rt.NumParam(t.t)
}

func (t *rtype) In(i int) Type {
	t.of(Func, "In", "func")
	_ = make([]struct{}, rt.NumParam(t.t))[i]
	return toType(rt.Param(t.t, i))
}

func (t *rtype) NumOut() int {
	t.of(Func, "NumOut", "func")
	return rt.NumResult(t.t)
}

func (t *rtype) Out(i int) Type {
	t.of(Func, "Out", "func")
	_ = make([]struct{}, rt.NumResult(t.t))[i]
	return toType(rt.Result(t.t, i))
}

func (t *rtype) IsVariadic() bool {
	t.of(Func, "IsVariadic", "func")
	return rt.Variadic(t.t)
}

func (t *rtype) Ins() iter.Seq[Type] {
	t.of(Func, "Ins", "func")
	return sequence(t.NumIn, t.In)
}

func (t *rtype) Outs() iter.Seq[Type] {
	t.of(Func, "Outs", "func")
	return sequence(t.NumOut, t.Out)
}

func (t *rtype) Fields() iter.Seq[StructField] {
	t.of(Struct, "Fields", "struct")
	return sequence(t.NumField, t.Field)
}

// sequence yields get(0), get(1) and so on.
func sequence[T any](n func() int, get func(i int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for i := range n() {
			if !yield(get(i)) {
				return
			}
		}
	}
}

func (t *rtype) OverflowInt(x int64) bool {
	if k := t.Kind(); k < Int || k > Int64 {
		panic("reflect: OverflowInt of non-int type " + t.String())
	}
	unused := 64 - t.Size()*8
	return x != x<<unused>>unused
}

func (t *rtype) OverflowUint(x uint64) bool {
	if k := t.Kind(); k < Uint || k > Uintptr {
		panic("reflect: OverflowUint of non-uint type " + t.String())
	}
	unused := 64 - t.Size()*8
	return x != x<<unused>>unused
}

func (t *rtype) OverflowFloat(x float64) bool {
	switch t.Kind() {
	case Float32:
		return overflows32(x)
	case Float64:
		return false
	}
	panic("reflect: OverflowFloat of non-float type " + t.String())
}

func (t *rtype) OverflowComplex(x complex128) bool {
	switch t.Kind() {
	case Complex64:
		return overflows32(real(x)) || overflows32(imag(x))
	case Complex128:
		return false
	}
	panic("reflect: OverflowComplex of non-complex type " + t.String())
}

// overflows32 tells whether x is finite and beyond the float32 values.
func overflows32(x float64) bool {
	const maxFloat32, maxFloat64 = 0x1p127 * (1 + (1 - 0x1p-23)), 0x1p1023 * (1 + (1 - 0x1p-52))
	x = max(x, -x)
	return maxFloat32 < x && x <= maxFloat64
}

// CanSeq tells whether values of the type have a Seq, CanSeq2 whether they have a Seq2.
func (t *rtype) CanSeq() bool {
	switch k := t.Kind(); k {
	case Array, Slice, Chan, String, Map:
		return true
	case Func:
		return t.yields() == 1
	case Pointer:
		return t.Elem().Kind() == Array
	default:
		return isInteger(k)
	}
}

func (t *rtype) CanSeq2() bool {
	switch t.Kind() {
	case Array, Slice, String, Map:
		return true
	case Func:
		return t.yields() == 2
	case Pointer:
		return t.Elem().Kind() == Array
	}
	return false
}

// yields returns how many values an iterator function yields at a time, -1 if the func type t
// is no such function's.
func (t *rtype) yields() int {
	if t.NumIn() != 1 || t.NumOut() != 0 {
		return -1
	}
	y := t.In(0)
	if y.Kind() != Func || y.NumOut() != 1 || y.Out(0).Kind() != Bool {
		return -1
	}
	return y.NumIn()
}

func (t *rtype) NumField() int {
	t.of(Struct, "NumField", "struct")
	return rt.NumField(t.t)
}

// A StructField is one field of a struct type.
type StructField struct {
	Name      string
	PkgPath   string // of an unexported name
	Type      Type
	Tag       StructTag
	Offset    uintptr
	Index     []int
	Anonymous bool
}

func (f StructField) IsExported() bool { return f.PkgPath == "" }

func (t *rtype) Field(i int) StructField {
	t.of(Struct, "Field", "struct")
	if i < 0 || i >= t.NumField() {
		panic("reflect: Field index out of bounds")
	}
	id := t.t
	return StructField{
		Name:      rt.FieldName(id, i),
		PkgPath:   rt.FieldPkg(id, i),
		Type:      toType(rt.FieldType(id, i)),
		Tag:       StructTag(rt.FieldTag(id, i)),
		Offset:    rt.FieldOffset(id, i),
		Index:     []int{i},
		Anonymous: rt.FieldEmbedded(id, i),
	}
}

// FieldByIndex returns a field of a field.
func (t *rtype) FieldByIndex(index []int) StructField {
	t.of(Struct, "FieldByIndex", "struct")
	var f StructField
	at := Type(t)
	for i, x := range index {
		if i > 0 {
			at = f.Type
			if at.Kind() == Pointer && at.Elem().Kind() == Struct {
				at = at.Elem()
			}
		}
		f = at.Field(x)
	}
	return f
}

// FieldByName looks for a field by name, in embedded structs after the type's own.
func (t *rtype) FieldByName(name string) (StructField, bool) {
	t.of(Struct, "FieldByName", "struct")
	embeds := false
	for i := range t.NumField() {
		if name != "" && rt.FieldName(t.t, i) == name {
			return t.Field(i), true
		}
		embeds = embeds || rt.FieldEmbedded(t.t, i)
	}
	if !embeds {
		return StructField{}, false
	}
	return t.FieldByNameFunc(func(s string) bool { return s == name })
}

// FieldByNameFunc looks for the one field whose name matches, level by level: two on the same
// level hide each other, and all below.
func (t *rtype) FieldByNameFunc(match func(string) bool) (found StructField, ok bool) {
	t.of(Struct, "FieldByNameFunc", "struct")
	type place struct {
		t     rt.Type
		index []int
		twice bool // more than one way leads to the type on this level
	}
	seen := map[rt.Type]bool{}
	for level := []place{{t: t.t}}; len(level) > 0 && !ok; {
		var below []place
		where := map[rt.Type]int{} // 1 + index in below
		for _, p := range level {
			if seen[p.t] {
				continue
			}
			seen[p.t] = true
			for i := range rt.NumField(p.t) {
				index := append(append([]int(nil), p.index...), i)
				if match(rt.FieldName(p.t, i)) {
					if p.twice || ok {
						return StructField{}, false
					}
					found, ok = toRType(p.t).Field(i), true
					found.Index = index
					continue
				}
				if ok || !rt.FieldEmbedded(p.t, i) {
					continue
				}
				e := rt.FieldType(p.t, i)
				if rt.TypeKind(e) == rt.Pointer {
					e = rt.Elem(e)
				}
				if rt.TypeKind(e) != rt.Struct {
					continue
				}
				if n := where[e]; n > 0 {
					below[n-1].twice = true
					continue
				}
				below = append(below, place{e, index, p.twice})
				where[e] = len(below)
			}
		}
		level = below
	}
	return found, ok
}

// VisibleFields returns the fields of a struct type and those that it promotes, each embedded
// struct followed by its own.
func VisibleFields(t Type) []StructField {
	if t == nil {
		panic("reflect: VisibleFields(nil)")
	}
	if t.Kind() != Struct {
		panic("reflect.VisibleFields of non-struct type")
	}
	var list []StructField
	latest := map[string]int{} // where in list a name was last added
	within := map[Type]bool{}
	var walk func(t Type, index []int)
	walk = func(t Type, index []int) {
		if within[t] {
			return
		}
		within[t] = true
		for i := range t.NumField() {
			f := t.Field(i)
			f.Index = append(append([]int(nil), index...), i)
			at, known := latest[f.Name]
			if !known || len(f.Index) < len(list[at].Index) {
				if known {
					list[at].Name = ""
				}
				latest[f.Name] = len(list)
				list = append(list, f)
			} else if len(f.Index) == len(list[at].Index) {
				list[at].Name = ""
			}
			if !f.Anonymous {
				continue
			}
			e := f.Type
			if e.Kind() == Pointer {
				e = e.Elem()
			}
			if e.Kind() == Struct {
				walk(e, f.Index)
			}
		}
		delete(within, t)
	}
	walk(t, nil)
	visible := list[:0]
	for _, f := range list {
		if f.Name != "" { // not hidden
			visible = append(visible, f)
		}
	}
	return visible
}

// A StructTag is the string after a field: key:"value" pairs.
type StructTag string

func (tag StructTag) Get(key string) string {
	v, _ := tag.Lookup(key)
	return v
}

func (tag StructTag) Lookup(key string) (value string, ok bool) {
	for rest := string(tag); rest != ""; {
		for rest != "" && rest[0] == ' ' {
			rest = rest[1:]
		}
		colon := 0
		for colon < len(rest) && rest[colon] > ' ' && rest[colon] != ':' && rest[colon] != '"' {
			colon++
		}
		if colon == 0 || colon+1 >= len(rest) || rest[colon] != ':' {
			return "", false
		}
		quoted, err := strconv.QuotedPrefix(rest[colon+1:])
		if err != nil || quoted[0] != '"' {
			return "", false
		}
		if rest[:colon] == key {
			value, err = strconv.Unquote(quoted)
			return value, err == nil
		}
		rest = rest[colon+1+len(quoted):]
	}
	return "", false
}

func (t *rtype) Comparable() bool { return rt.Comparable(t.t) }

func (t *rtype) Implements(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.Implements")
	}
	if u.Kind() != Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return rt.Implements(t.t, u.id())
}

// AssignableTo tells whether a value of type t may be assigned to a variable of type u.
func (t *rtype) AssignableTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.AssignableTo")
	}
	return directlyAssignable(u.id(), t.t) || implements(u.id(), t.t)
}

// ConvertibleTo tells whether a value of type t converts to u.
func (t *rtype) ConvertibleTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.ConvertibleTo")
	}
	return conversionOf(u.id(), t.t) != noConversion
}

// isName tells whether s can be the name of a field.
func isName(s string) bool {
	for i, c := range s {
		if !(c == '_' || unicode.IsLetter(c) || i > 0 && unicode.IsDigit(c)) {
			return false
		}
	}
	return s != ""
}

// isUpper tells whether the name s is an exported one.
func isUpper(s string) bool {
	for _, c := range s {
		return unicode.IsUpper(c)
	}
	return false
}
