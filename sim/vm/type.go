package vm

import (
	"fmt"
	"strconv"
	"strings"

	"gopherscope/sim/code"
)

// Types that the program makes while it runs: package reflect's PointerTo, SliceOf, FuncOf
// and so on. A type that the program has already is that one. The others get the next
// numbers. They are never dropped, also not by Restore: one seed makes the same types in the
// same order each time.

// addType gives a new type its number.
func (v *VM) addType(t code.Type) code.TypeID {
	id := v.heap.Define(t)
	for len(v.prog.Types) < int(id) { // the numbers between are the machine's own objects
		v.prog.Types = append(v.prog.Types, code.Type{})
		v.types = append(v.types, typeInfo{})
	}
	v.prog.Types = append(v.prog.Types, t)
	v.types = append(v.types, typeInfo{})
	v.types[id] = v.describe(id)
	if v.literal != nil {
		v.literal[literalKey(&t)] = id
	}
	return id
}

// typeLiteral returns the number of the type literal that has the parts of t, a new one if
// the program has none: then complete fills in the rest of t.
func (v *VM) typeLiteral(t code.Type, complete func(t *code.Type)) code.TypeID {
	if v.literal == nil {
		v.literal = map[string]code.TypeID{}
		for i := range v.prog.Types {
			if key := literalKey(&v.prog.Types[i]); key != "" {
				v.literal[key] = code.TypeID(i)
			}
		}
	}
	if id, ok := v.literal[literalKey(&t)]; ok {
		return id
	}
	complete(&t)
	if t.Stride == 0 {
		t.Stride = t.Size
	}
	return v.addType(t)
}

// literalKey returns what identical type literals have in common, "" for other types and for
// those that have no parts.
func literalKey(t *code.Type) string {
	if t.Named {
		return ""
	}
	switch t.Kind {
	case code.KindPointer, code.KindSlice:
		return fmt.Sprint(t.Kind, t.Elem)
	case code.KindArray:
		return fmt.Sprint(t.Kind, t.Elem, t.Len)
	case code.KindChan:
		return fmt.Sprint(t.Kind, t.Elem, t.Dir)
	case code.KindMap:
		return fmt.Sprint(t.Kind, t.Key, t.Elem)
	case code.KindFunc:
		return fmt.Sprint(t.Kind, t.Params, t.Results, t.Variadic)
	case code.KindStruct:
		if strings.HasPrefix(t.Name, "func ") { // the layout of a closure
			return ""
		}
		var b strings.Builder
		for _, f := range t.Fields {
			fmt.Fprintf(&b, "%q %q %d %v %q;", f.Name, f.Pkg, f.Type, f.Embedded, f.Tag)
		}
		return fmt.Sprint(t.Kind, b.String())
	}
	return ""
}

// word fills in the layout of a type whose values are one pointer.
func word(t *code.Type) { t.Size, t.Align, t.Direct, t.Ptrs = 8, 8, true, []uint32{0} }

// ofElem returns the type of the given kind with elements of type elem: a pointer, a slice, an
// array of length n or a chan of direction n.
func (v *VM) ofElem(kind code.Kind, elem code.TypeID, n int64) code.TypeID {
	e := v.prog.Types[elem]
	t := code.Type{Kind: kind, Elem: elem}
	switch kind {
	case code.KindArray:
		t.Len = n
	case code.KindChan:
		t.Dir = int(n)
	}
	return v.typeLiteral(t, func(t *code.Type) {
		switch kind {
		case code.KindPointer:
			word(t)
			t.Name = "*" + e.Name
		case code.KindSlice:
			t.Name, t.Size, t.Align, t.Ptrs, t.NoEq = "[]"+e.Name, 24, 8, []uint32{0}, true
		case code.KindArray:
			t.Name, t.Size, t.Align = "["+strconv.FormatInt(n, 10)+"]"+e.Name, n*e.Size, e.Align
			t.NoEq, t.Direct = v.types[elem].eq == eqNever, n == 1 && e.Direct
			if n > 0 {
				t.Ptrs, t.Stride = v.pointerWords(nil, elem, 0), e.Size
			}
		case code.KindChan:
			word(t)
			name := e.Name
			if n == 3 && strings.HasPrefix(name, "<-") {
				name = "(" + name + ")"
			}
			t.Name = [...]string{1: "<-chan ", 2: "chan<- ", 3: "chan "}[n] + name
		}
	})
}

// pointerWords appends the pointer words of a value of type id that starts at word at.
func (v *VM) pointerWords(list []uint32, id code.TypeID, at uint32) []uint32 {
	v.eachPointer(id, func(word int) { list = append(list, at+uint32(word)) })
	return list
}

// mapOf returns the type map[key]elem.
func (v *VM) mapOf(key, elem code.TypeID) code.TypeID {
	entry := v.structOf([]code.Field{{Name: "key", Type: key}, {Name: "elem", Type: elem}})
	return v.typeLiteral(code.Type{Kind: code.KindMap, Key: key, Elem: elem, Entry: entry}, func(t *code.Type) {
		word(t)
		t.NoEq = true
		t.Name = "map[" + v.prog.Types[key].Name + "]" + v.prog.Types[elem].Name
	})
}

// funcOf returns the type of functions with the given parameters and results.
func (v *VM) funcOf(params, results []code.TypeID, variadic bool) code.TypeID {
	return v.typeLiteral(code.Type{Kind: code.KindFunc, Params: params, Results: results, Variadic: variadic}, func(t *code.Type) {
		word(t)
		t.NoEq = true
		list := func(ids []code.TypeID, variadic bool) string {
			var names []string
			for i, id := range ids {
				name := v.prog.Types[id].Name
				if variadic && i == len(ids)-1 {
					name = "..." + v.prog.Types[v.prog.Types[id].Elem].Name
				}
				names = append(names, name)
			}
			return strings.Join(names, ", ")
		}
		t.Name = "func(" + list(params, variadic) + ")"
		switch len(results) {
		case 0:
		case 1:
			t.Name += " " + list(results, false)
		default:
			t.Name += " (" + list(results, false) + ")"
		}
	})
}

// structOf returns the struct type with the given fields, whose offsets it fills in.
func (v *VM) structOf(fields []code.Field) code.TypeID {
	return v.typeLiteral(code.Type{Kind: code.KindStruct, Fields: fields}, func(t *code.Type) {
		t.Align = 1
		var names strings.Builder
		for i := range fields {
			f := &fields[i]
			e := &v.prog.Types[f.Type]
			t.Size = roundUp(t.Size, e.Align)
			f.Offset = t.Size
			t.Ptrs = v.pointerWords(t.Ptrs, f.Type, uint32(t.Size/8))
			t.Size += e.Size
			t.Align = max(t.Align, e.Align)
			t.NoEq = t.NoEq || v.types[f.Type].eq == eqNever
			if i > 0 {
				names.WriteByte(';')
			}
			names.WriteByte(' ')
			if !f.Embedded {
				names.WriteString(f.Name + " ")
			}
			names.WriteString(e.Name)
			if f.Tag != "" {
				names.WriteString(" " + strconv.Quote(f.Tag))
			}
			if i == len(fields)-1 && e.Size == 0 && t.Size > 0 {
				t.Size++ // so that the address of the last field is no other object's
			}
		}
		if len(fields) > 0 {
			names.WriteByte(' ')
		}
		t.Name = "struct {" + names.String() + "}"
		t.Size = roundUp(t.Size, t.Align)
		t.Direct = len(fields) == 1 && v.prog.Types[fields[0].Type].Direct
	})
}

func roundUp(n, align int64) int64 { return (n + align - 1) / align * align }

// identical reports whether the underlying types of t and u are identical, where the tags of
// fields count only if tags says so.
func (v *VM) identical(t, u code.TypeID, tags bool) bool {
	if t == u {
		return true
	}
	x, y := &v.prog.Types[t], &v.prog.Types[u]
	if x.Kind != y.Kind {
		return false
	}
	// A part is the same type, or a literal that differs in tags at most.
	part := func(t, u code.TypeID) bool {
		if t == u {
			return true
		}
		a, b := &v.prog.Types[t], &v.prog.Types[u]
		return !tags && t != 0 && u != 0 && !a.Named && !b.Named && v.identical(t, u, tags)
	}
	parts := func(a, b []code.TypeID) bool {
		for i := range a {
			if i >= len(b) || !part(a[i], b[i]) {
				return false
			}
		}
		return len(a) == len(b)
	}
	switch x.Kind {
	case code.KindPointer, code.KindSlice:
		return part(x.Elem, y.Elem)
	case code.KindArray:
		return x.Len == y.Len && part(x.Elem, y.Elem)
	case code.KindChan:
		return x.Dir == y.Dir && part(x.Elem, y.Elem)
	case code.KindMap:
		return part(x.Key, y.Key) && part(x.Elem, y.Elem)
	case code.KindFunc:
		return x.Variadic == y.Variadic && parts(x.Params, y.Params) && parts(x.Results, y.Results)
	case code.KindInterface:
		if len(x.Methods) != len(y.Methods) {
			return false
		}
		for i, m := range x.Methods {
			if m.ID != y.Methods[i].ID || !part(m.Type, y.Methods[i].Type) {
				return false
			}
		}
		return true
	case code.KindStruct:
		if len(x.Fields) != len(y.Fields) {
			return false
		}
		for i, f := range x.Fields {
			g := y.Fields[i]
			if f.Name != g.Name || f.Pkg != g.Pkg || f.Embedded != g.Embedded || tags && f.Tag != g.Tag || !part(f.Type, g.Type) {
				return false
			}
		}
		return true
	}
	return true // a basic type of the same kind
}
