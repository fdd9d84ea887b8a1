package program

import (
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"gopherscope/sim/code"
)

// sizes are the gc compiler's on amd64: what unsafe.Sizeof says in the program.
var sizes = types.SizesFor("gc", "amd64")

// A typeTable gives every type of the program its number and layout. Identical types share
// a number; the numbers follow the order in which the types are first met.
type typeTable struct {
	list    []code.Type
	ids     typeutil.Map // types.Type -> code.TypeID
	gotypes []types.Type // by TypeID; nil for closure layouts
	methods map[string]code.MethodID
	names   []string // method names by MethodID
	tooBig  func(t types.Type, size int64)
}

// maxTypeSize bounds one value, in bytes; the machine's whole memory is not larger.
const maxTypeSize = 1 << 31

func newTypeTable() *typeTable {
	return &typeTable{
		list:    make([]code.Type, 1),
		gotypes: make([]types.Type, 1),
		methods: map[string]code.MethodID{},
		names:   []string{""},
		tooBig:  func(types.Type, int64) {},
	}
}

// id returns the number of t, laying it out if it is new.
func (tt *typeTable) id(t types.Type) code.TypeID {
	t = types.Unalias(t)
	if isOpaque(t) {
		t = types.Typ[types.UnsafePointer]
	}
	t = typed(t)
	if b, ok := t.(*types.Basic); ok && b.Kind() == types.Invalid {
		return 0
	}
	if id, ok := tt.ids.At(t).(code.TypeID); ok {
		return id
	}
	id := code.TypeID(len(tt.list))
	tt.ids.Set(t, id)
	tt.list = append(tt.list, code.Type{})
	tt.gotypes = append(tt.gotypes, t)
	ct := tt.describe(t) // may add types, so the row is written afterwards
	ct.PtrTo = tt.list[id].PtrTo
	tt.list[id] = ct
	if ct.Kind == code.KindPointer && ct.Elem != 0 && !ct.Named {
		tt.list[ct.Elem].PtrTo = id
	}
	return id
}

// isOpaque reports whether t is one of go/ssa's own types, which hold a word of the
// machine's.
func isOpaque(t types.Type) bool {
	n, ok := t.(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "$ssa"
}

// describe lays out t.
func (tt *typeTable) describe(t types.Type) code.Type {
	ct := code.Type{Name: typeName(t), Size: tt.sizeof(t), Align: alignOf(t), NoEq: !types.Comparable(t)}
	if types.IsInterface(t) {
		ct.NoEq = false
	}
	switch n := t.(type) {
	case *types.Named:
		ct.Named = true
		if p := n.Obj().Pkg(); p != nil {
			ct.Pkg = p.Path()
		}
	case *types.Basic:
		ct.Named = true
		if n.Kind() == types.UnsafePointer {
			ct.Pkg = "unsafe"
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		ct.Kind = basicKind(u.Kind())
		switch ct.Kind {
		case code.KindString:
			ct.Ptrs = []uint32{0}
		case code.KindUnsafePointer:
			ct.Ptrs, ct.Direct = []uint32{0}, true
		}
	case *types.Pointer:
		ct.Kind, ct.Direct, ct.Ptrs = code.KindPointer, true, []uint32{0}
		ct.Elem = tt.id(u.Elem())
	case *types.Slice:
		ct.Kind, ct.Ptrs = code.KindSlice, []uint32{0}
		ct.Elem = tt.id(u.Elem())
	case *types.Chan:
		ct.Kind, ct.Direct, ct.Ptrs = code.KindChan, true, []uint32{0}
		ct.Elem = tt.id(u.Elem())
		ct.Dir = map[types.ChanDir]int{types.RecvOnly: 1, types.SendOnly: 2, types.SendRecv: 3}[u.Dir()]
	case *types.Map:
		ct.Kind, ct.Direct, ct.Ptrs = code.KindMap, true, []uint32{0}
		ct.Key, ct.Elem = tt.id(u.Key()), tt.id(u.Elem())
		ct.Entry = tt.id(types.NewStruct([]*types.Var{
			types.NewField(0, nil, "key", u.Key(), false), types.NewField(0, nil, "elem", u.Elem(), false),
		}, nil))
	case *types.Signature:
		ct.Kind, ct.Direct, ct.Ptrs = code.KindFunc, true, []uint32{0}
		ct.Params, ct.Results, ct.Variadic = tt.tuple(u.Params()), tt.tuple(u.Results()), u.Variadic()
	case *types.Interface:
		ct.Kind, ct.Ptrs = code.KindInterface, []uint32{1}
		for m := range u.Methods() {
			ct.Methods = append(ct.Methods, code.Method{ID: tt.method(m), Type: tt.id(methodType(m.Signature()))})
		}
		slices.SortFunc(ct.Methods, func(a, b code.Method) int { return int(a.ID) - int(b.ID) })
	case *types.Array:
		ct.Kind, ct.Len = code.KindArray, u.Len()
		ct.Elem = tt.id(u.Elem())
		ct.Direct = isDirect(t)
		if u.Len() > 0 {
			ct.Ptrs, ct.Stride = appendPtrs(nil, u.Elem(), 0), sizeOf(u.Elem())
		}
	case *types.Struct:
		ct.Kind = code.KindStruct
		fields := make([]*types.Var, 0, u.NumFields())
		for f := range u.Fields() {
			fields = append(fields, f)
		}
		if ct.Size > maxTypeSize {
			break
		}
		offsets := sizes.Offsetsof(fields)
		for i, f := range fields {
			cf := code.Field{Name: f.Name(), Type: tt.id(f.Type()), Offset: offsets[i], Embedded: f.Embedded(), Tag: u.Tag(i)}
			if !f.Exported() && f.Pkg() != nil {
				cf.Pkg = f.Pkg().Path()
			}
			ct.Fields = append(ct.Fields, cf)
			ct.Ptrs = appendPtrs(ct.Ptrs, f.Type(), uint32(offsets[i]/8))
		}
		ct.Direct = isDirect(t)
	}
	if ct.Stride == 0 {
		ct.Stride = ct.Size
	}
	return ct
}

// typed returns the type that an untyped constant's values have; nil is a word.
func typed(t types.Type) types.Type {
	b, ok := t.(*types.Basic)
	switch {
	case !ok || b.Info()&types.IsUntyped == 0:
		return t
	case b.Kind() == types.UntypedNil:
		return types.Typ[types.UnsafePointer]
	}
	return types.Default(t)
}

// sizeOf and alignOf return what unsafe.Sizeof and unsafe.Alignof do.
func sizeOf(t types.Type) int64  { return sizes.Sizeof(typed(t)) }
func alignOf(t types.Type) int64 { return sizes.Alignof(typed(t)) }

// sizeof returns t's size in bytes, and reports it if it is too large for the machine.
func (tt *typeTable) sizeof(t types.Type) int64 {
	n := sizeOf(t)
	if n < 0 || n > maxTypeSize {
		tt.tooBig(t, n)
		return maxTypeSize
	}
	return n
}

// isDirect reports whether an interface holds a value of type t itself.
func isDirect(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Chan, *types.Map, *types.Signature:
		return true
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	case *types.Array:
		return u.Len() == 1 && isDirect(u.Elem())
	case *types.Struct:
		return u.NumFields() == 1 && isDirect(u.Field(0).Type())
	}
	return false
}

// appendPtrs appends the pointer words of a value of type t that starts at word at.
func appendPtrs(list []uint32, t types.Type, at uint32) []uint32 {
	switch u := typed(t).Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.String || u.Kind() == types.UnsafePointer {
			return append(list, at)
		}
		return list
	case *types.Interface:
		return append(list, at+1)
	case *types.Array:
		one := appendPtrs(nil, u.Elem(), 0)
		stride := uint32(sizeOf(u.Elem()) / 8)
		for i := int64(0); i < u.Len() && len(one) > 0; i++ {
			for _, w := range one {
				list = append(list, at+w)
			}
			at += stride
		}
		return list
	case *types.Struct:
		fields := make([]*types.Var, 0, u.NumFields())
		for f := range u.Fields() {
			fields = append(fields, f)
		}
		for i, off := range sizes.Offsetsof(fields) {
			list = appendPtrs(list, fields[i].Type(), at+uint32(off/8))
		}
		return list
	}
	return append(list, at) // pointer, slice, chan, map, func
}

func (tt *typeTable) tuple(t *types.Tuple) []code.TypeID {
	var ids []code.TypeID
	for v := range t.Variables() {
		ids = append(ids, tt.id(v.Type()))
	}
	return ids
}

// method returns the number of m's name; unexported names of different packages differ.
func (tt *typeTable) method(m *types.Func) code.MethodID {
	name := m.Name()
	if !m.Exported() && m.Pkg() != nil {
		name = m.Pkg().Path() + "." + name
	}
	id, ok := tt.methods[name]
	if !ok {
		id = code.MethodID(len(tt.names))
		tt.methods[name] = id
		tt.names = append(tt.names, name)
	}
	return id
}

// closure returns the layout of a closure object that captures values of these types, each
// in whole words after the function's number.
func (tt *typeTable) closure(name string, captured []types.Type) code.TypeID {
	ct := code.Type{Name: name, Kind: code.KindStruct, NoEq: true, Align: 8, Size: 8}
	ct.Fields = []code.Field{{Name: "F", Type: tt.id(types.Typ[types.Uintptr])}}
	for _, t := range captured {
		id := tt.id(t)
		ct.Fields = append(ct.Fields, code.Field{Name: "X", Type: id, Offset: ct.Size})
		ct.Ptrs = appendPtrs(ct.Ptrs, t, uint32(ct.Size/8))
		ct.Size += int64(tt.words(t)) * 8
	}
	ct.Stride = ct.Size
	tt.list = append(tt.list, ct)
	tt.gotypes = append(tt.gotypes, nil)
	return code.TypeID(len(tt.list) - 1)
}

// words returns the registers that a value of type t takes.
func (tt *typeTable) words(t types.Type) int {
	if tup, ok := t.(*types.Tuple); ok {
		n := 0
		for v := range tup.Variables() {
			n += tt.words(v.Type())
		}
		return n
	}
	if isInvalid(t) {
		return 0
	}
	return int((tt.sizeof(t) + 7) / 8)
}

func isInvalid(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Kind() == types.Invalid
}

// mask returns the pointer words of a value of type t: a byte a register, '1' for a pointer.
func (tt *typeTable) mask(t types.Type) string {
	if tup, ok := t.(*types.Tuple); ok {
		var s string
		for v := range tup.Variables() {
			s += tt.mask(v.Type())
		}
		return s
	}
	if isInvalid(t) {
		return ""
	}
	n := tt.words(t)
	if n > maxSlots {
		panic(tooLarge{n})
	}
	b := []byte(strings.Repeat("0", n))
	for _, w := range appendPtrs(nil, t, 0) {
		b[w] = '1'
	}
	return string(b)
}

// methodType returns a method's signature without its receiver.
func methodType(s *types.Signature) *types.Signature {
	if s.Recv() == nil {
		return s
	}
	return types.NewSignatureType(nil, nil, nil, s.Params(), s.Results(), s.Variadic())
}

func basicKind(k types.BasicKind) code.Kind {
	switch {
	case k >= types.Bool && k <= types.Float64:
		return code.Kind(k) // the two packages number them alike
	case k == types.Complex64:
		return code.KindComplex64
	case k == types.Complex128:
		return code.KindComplex128
	case k == types.String:
		return code.KindString
	case k == types.UnsafePointer:
		return code.KindUnsafePointer
	}
	return code.KindInvalid
}

// typeName writes t as package reflect does: main.T, []int, main.Pair[int,string].
func typeName(t types.Type) string {
	var b strings.Builder
	writeType(&b, t, false)
	return b.String()
}

// writeType writes t; isArg means as a part of a type argument, where packages go by their
// paths and types declared in functions have a number.
func writeType(b *strings.Builder, t types.Type, isArg bool) {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if p := t.Obj().Pkg(); p != nil {
			b.WriteString(qualifier(isArg)(p) + ".")
		}
		b.WriteString(t.Obj().Name())
		if n := localNumber(t.Obj()); isArg && n > 0 {
			b.WriteString("·" + strconv.Itoa(n))
		}
		if args := t.TypeArgs(); args.Len() > 0 {
			b.WriteByte('[')
			for i := range args.Len() {
				if i > 0 {
					b.WriteByte(',')
				}
				writeType(b, args.At(i), true)
			}
			b.WriteByte(']')
		}
	case *types.Pointer:
		b.WriteByte('*')
		writeType(b, t.Elem(), isArg)
	case *types.Slice:
		b.WriteString("[]")
		writeType(b, t.Elem(), isArg)
	case *types.Array:
		b.WriteString("[" + strconv.FormatInt(t.Len(), 10) + "]")
		writeType(b, t.Elem(), isArg)
	case *types.Map:
		b.WriteString("map[")
		writeType(b, t.Key(), isArg)
		b.WriteByte(']')
		writeType(b, t.Elem(), isArg)
	case *types.Chan:
		b.WriteString([]string{"chan ", "chan<- ", "<-chan "}[t.Dir()])
		if inner, ok := t.Elem().(*types.Chan); ok && t.Dir() == types.SendRecv && inner.Dir() == types.RecvOnly {
			b.WriteByte('(')
			writeType(b, inner, isArg)
			b.WriteByte(')')
			return
		}
		writeType(b, t.Elem(), isArg)
	case *types.Signature:
		b.WriteString("func")
		writeSignature(b, t, isArg)
	case *types.Struct:
		b.WriteString("struct {")
		for i := range t.NumFields() {
			f := t.Field(i)
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteByte(' ')
			if !f.Embedded() {
				b.WriteString(f.Name() + " ")
			}
			writeType(b, f.Type(), isArg)
			if tag := t.Tag(i); tag != "" {
				b.WriteString(" " + strconv.Quote(tag))
			}
		}
		if t.NumFields() > 0 {
			b.WriteByte(' ')
		}
		b.WriteByte('}')
	case *types.Interface:
		b.WriteString("interface {")
		for i := range t.NumMethods() {
			m := t.Method(i)
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteByte(' ')
			if !m.Exported() && m.Pkg() != nil {
				b.WriteString(qualifier(isArg)(m.Pkg()) + ".")
			}
			b.WriteString(m.Name())
			writeSignature(b, m.Signature(), isArg)
		}
		if t.NumMethods() > 0 {
			b.WriteByte(' ')
		}
		b.WriteByte('}')
	case *types.Basic:
		b.WriteString(basicName(t))
	default:
		b.WriteString(types.TypeString(t, qualifier(isArg)))
	}
}

// qualifier returns how types are qualified.
func qualifier(isArg bool) types.Qualifier {
	if isArg {
		return (*types.Package).Path
	}
	return (*types.Package).Name
}

// localNumber returns the number of a type that a function declares among all such types of
// its package, in the order of the source, from 1 on. It is 0 for types of the package.
//
// Models typegen, cmd/compile/internal/noder/writer.go.
func localNumber(obj *types.TypeName) int {
	pkg := obj.Pkg()
	if pkg == nil {
		return 0
	}
	if global := pkg.Scope().Lookup(obj.Name()); global != nil && global.Pos() == obj.Pos() {
		return 0
	}
	n := 0
	var count func(s *types.Scope)
	count = func(s *types.Scope) {
		for i := range s.NumChildren() {
			child := s.Child(i)
			for _, name := range child.Names() {
				t, ok := child.Lookup(name).(*types.TypeName)
				if !ok || t.IsAlias() || t.Pos() > obj.Pos() {
					continue
				}
				if _, isParam := t.Type().(*types.TypeParam); !isParam {
					n++
				}
			}
			count(child)
		}
	}
	count(pkg.Scope())
	return n
}

// basicName returns a basic type's name; byte and rune are called what they stand for.
func basicName(t *types.Basic) string {
	if t.Kind() == types.UnsafePointer {
		return "unsafe.Pointer"
	}
	return types.Typ[t.Kind()].Name()
}

func writeSignature(b *strings.Builder, s *types.Signature, isArg bool) {
	b.WriteByte('(')
	for i := range s.Params().Len() {
		if i > 0 {
			b.WriteString(", ")
		}
		p := s.Params().At(i).Type()
		if s.Variadic() && i == s.Params().Len()-1 {
			if sl, ok := p.(*types.Slice); ok {
				b.WriteString("...")
				p = sl.Elem()
			}
		}
		writeType(b, p, isArg)
	}
	b.WriteByte(')')
	switch r := s.Results(); r.Len() {
	case 0:
	case 1:
		b.WriteByte(' ')
		writeType(b, r.At(0).Type(), isArg)
	default:
		b.WriteString(" (")
		for i := range r.Len() {
			if i > 0 {
				b.WriteString(", ")
			}
			writeType(b, r.At(i).Type(), isArg)
		}
		b.WriteByte(')')
	}
}
