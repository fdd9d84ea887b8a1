//go:build gopherscope

package fmt

import "internal/rt"

// printArg prints one operand.
func (p *printer) printArg(arg any, verb rune) {
	p.arg = arg
	switch {
	case arg == nil:
		if verb == 'v' || verb == 'T' {
			p.pad("<nil>")
		} else {
			p.badVerb(nil, verb)
		}
		return
	case verb == 'T':
		p.string(rt.TypeName(rt.TypeOf(arg)), 's')
		return
	case verb == 'p':
		p.pointer(arg, 'p')
		return
	}
	if kind := rt.BasicKind(arg); kind != rt.Invalid {
		p.leaf(arg, kind, verb)
		return
	}
	if b, ok := arg.([]byte); ok {
		p.bytes(b, verb, "[]byte")
		return
	}
	if rt.TypeOf(arg) == rt.ReflectValue {
		p.reflected(arg, verb)
		return
	}
	if !p.handleMethods(verb) {
		p.value(arg, verb, 0, false)
	}
}

// reflected prints what a reflect.Value holds.
func (p *printer) reflected(arg any, verb rune) {
	held, t, opaque := rt.Reflected(arg)
	switch {
	case t == 0:
		p.buf = append(p.buf, "<invalid reflect.Value>"...)
	case held == nil || opaque:
		p.part(held, t, verb, 0, true)
	case rt.TypeOf(held) == rt.ReflectValue:
		p.arg = held
		p.handleMethods(verb)
	default:
		p.printArg(held, verb)
	}
}

// handleMethods prints p.arg by a method of its own, if it has one for the verb.
func (p *printer) handleMethods(verb rune) (handled bool) {
	if p.erroring {
		return false
	}
	if verb == 'w' {
		if _, ok := p.arg.(error); !ok || !p.wraps {
			p.badVerb(p.arg, verb)
			return true
		}
		verb = 'v'
	}
	if f, ok := p.arg.(Formatter); ok {
		handled = true // also if it panics
		defer p.catchPanic(p.arg, verb, "Format")
		f.Format(p, verb)
		return true
	}
	if p.sharpV {
		if s, ok := p.arg.(GoStringer); ok {
			handled = true // also if it panics
			defer p.catchPanic(p.arg, verb, "GoString")
			p.string(s.GoString(), 's')
			return true
		}
		return false
	}
	switch verb {
	case 'v', 's', 'x', 'X', 'q':
		switch v := p.arg.(type) {
		case error:
			handled = true // also if it panics
			defer p.catchPanic(p.arg, verb, "Error")
			p.string(v.Error(), verb)
			return true
		case Stringer:
			handled = true // also if it panics
			defer p.catchPanic(p.arg, verb, "String")
			p.string(v.String(), verb)
			return true
		}
	}
	return false
}

// catchPanic prints what a method of an operand panicked with. It is deferred.
func (p *printer) catchPanic(arg any, verb rune, method string) {
	err := recover()
	if err == nil {
		return
	}
	if rt.KindOf(arg) == rt.Pointer && rt.AsUint(arg) == 0 {
		p.buf = append(p.buf, "<nil>"...) // the method does not expect a nil receiver
		return
	}
	if p.panicking {
		panic(err) // printing the panic's value panics too
	}
	old := p.flags
	p.flags = flags{}
	p.complain(verb, "(PANIC="+method+" method: ")
	p.panicking = true
	p.printArg(err, 'v')
	p.panicking = false
	p.buf = append(p.buf, ')')
	p.flags = old
}

// badVerb prints an operand that does not suit its verb: %!d(string=hi).
func (p *printer) badVerb(v any, verb rune) {
	p.erroring = true
	p.complain(verb, "(")
	if v == nil {
		p.buf = append(p.buf, "<nil>"...)
	} else {
		p.buf = append(p.buf, rt.TypeName(rt.TypeOf(v))...)
		p.buf = append(p.buf, '=')
		p.value(v, 'v', 0, true)
	}
	p.buf = append(p.buf, ')')
	p.erroring = false
}

// value prints v, which is depth levels inside of an operand. Values of unexported fields
// are opaque: their methods are not called.
func (p *printer) value(v any, verb rune, depth int, opaque bool) {
	if kind := rt.BasicKind(v); kind != rt.Invalid {
		p.leaf(v, kind, verb)
		return
	}
	if depth > 0 && !opaque {
		p.arg = v
		if p.handleMethods(verb) {
			return
		}
	}
	t := rt.TypeOf(v)
	switch kind := rt.TypeKind(t); kind {
	case rt.Map:
		p.mapping(v, t, verb, depth, opaque)
	case rt.Struct:
		p.structure(v, t, verb, depth, opaque)
	case rt.Array, rt.Slice:
		p.list(v, t, verb, depth, opaque)
	case rt.Pointer:
		if depth == 0 && rt.AsUint(v) != 0 {
			switch rt.TypeKind(rt.Elem(t)) {
			case rt.Array, rt.Slice, rt.Struct, rt.Map:
				p.buf = append(p.buf, '&')
				p.value(rt.Deref(v), verb, depth+1, opaque)
				return
			}
		}
		p.pointer(v, verb)
	case rt.Chan, rt.Func, rt.UnsafePointer:
		p.pointer(v, verb)
	default:
		p.leaf(v, kind, verb)
	}
}

// part prints a part of a value, a variable of type t with content v: an interface may be
// nil.
func (p *printer) part(v any, t rt.Type, verb rune, depth int, opaque bool) {
	switch {
	case v != nil:
		p.value(v, verb, depth, opaque)
	case p.sharpV:
		p.buf = append(p.buf, rt.TypeName(t)...)
		p.buf = append(p.buf, "(nil)"...)
	default:
		p.buf = append(p.buf, "<nil>"...)
	}
}

func (p *printer) mapping(v any, t rt.Type, verb rune, depth int, opaque bool) {
	end := byte(']')
	if p.sharpV {
		p.buf = append(p.buf, rt.TypeName(t)...)
		if rt.AsUint(v) == 0 {
			p.buf = append(p.buf, "(nil)"...)
			return
		}
		p.buf = append(p.buf, '{')
		end = '}'
	} else {
		p.buf = append(p.buf, "map["...)
	}
	keys, elems := rt.Entries(v)
	sortEntries(keys, elems)
	for i, key := range keys {
		if i > 0 {
			p.separate()
		}
		p.part(key, rt.Key(t), verb, depth+1, opaque)
		p.buf = append(p.buf, ':')
		p.part(elems[i], rt.Elem(t), verb, depth+1, opaque)
	}
	p.buf = append(p.buf, end)
}

func (p *printer) structure(v any, t rt.Type, verb rune, depth int, opaque bool) {
	if p.sharpV {
		p.buf = append(p.buf, rt.TypeName(t)...)
	}
	p.buf = append(p.buf, '{')
	for i := range rt.NumField(t) {
		if i > 0 {
			p.separate()
		}
		if p.plusV || p.sharpV {
			p.buf = append(p.buf, rt.FieldName(t, i)...)
			p.buf = append(p.buf, ':')
		}
		p.part(rt.Field(v, i), rt.FieldType(t, i), verb, depth+1, opaque || !rt.FieldExported(t, i))
	}
	p.buf = append(p.buf, '}')
}

func (p *printer) list(v any, t rt.Type, verb rune, depth int, opaque bool) {
	elem := rt.Elem(t)
	switch verb {
	case 's', 'q', 'x', 'X':
		if rt.TypeKind(elem) == rt.Uint8 {
			p.bytes(rt.AsBytes(v), verb, rt.TypeName(t))
			return
		}
	}
	open, end := byte('['), byte(']')
	if p.sharpV {
		p.buf = append(p.buf, rt.TypeName(t)...)
		if rt.TypeKind(t) == rt.Slice && rt.AsUint(v) == 0 {
			p.buf = append(p.buf, "(nil)"...)
			return
		}
		open, end = '{', '}'
	}
	p.buf = append(p.buf, open)
	for i := range rt.Len(v) {
		if i > 0 {
			p.separate()
		}
		p.part(rt.Index(v, i), elem, verb, depth+1, opaque)
	}
	p.buf = append(p.buf, end)
}

// separate prints what stands between the parts of a value.
func (p *printer) separate() {
	if p.sharpV {
		p.buf = append(p.buf, ", "...)
	} else {
		p.buf = append(p.buf, ' ')
	}
}

// pointer prints the address that v holds.
func (p *printer) pointer(v any, verb rune) {
	switch rt.KindOf(v) {
	case rt.Chan, rt.Func, rt.Map, rt.Pointer, rt.Slice, rt.UnsafePointer:
	default:
		p.badVerb(v, verb)
		return
	}
	u := rt.AsUint(v)
	switch verb {
	case 'v':
		switch {
		case p.sharpV:
			p.buf = append(p.buf, '(')
			p.buf = append(p.buf, rt.TypeName(rt.TypeOf(v))...)
			p.buf = append(p.buf, ")("...)
			if u == 0 {
				p.buf = append(p.buf, "nil"...)
			} else {
				p.hex(u, true)
			}
			p.buf = append(p.buf, ')')
		case u == 0:
			p.pad("<nil>")
		default:
			p.hex(u, !p.sharp)
		}
	case 'p':
		p.hex(u, !p.sharp)
	case 'b', 'o', 'd', 'x', 'X':
		p.buf = append(p.buf, formatUint(p.spec(verb), u)...)
	default:
		p.badVerb(v, verb)
	}
}
