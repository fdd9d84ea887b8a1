//go:build gopherscope

package fmt

import (
	"internal/rt"
	"unicode/utf8"
)

// Numbers and strings formatted after a single directive, by the host's fmt.
func formatBool(spec string, v bool) string
func formatInt(spec string, v int64) string
func formatUint(spec string, v uint64) string
func formatFloat32(spec string, v float32) string
func formatFloat64(spec string, v float64) string
func formatComplex64(spec string, v complex64) string
func formatComplex128(spec string, v complex128) string
func formatString(spec string, v string) string
func formatBytes(spec string, v []byte) string

// The plain forms, which most prints use.
func itoa(v int64) string
func utoa(v uint64) string

// leaf prints a v of a kind without parts.
func (p *printer) leaf(v any, kind rt.Kind, verb rune) {
	var text string
	switch kind {
	case rt.String:
		if !has("vsxXq", verb) {
			p.badVerb(v, verb)
			return
		}
		p.string(rt.AsString(v), verb)
		return
	case rt.Int, rt.Int8, rt.Int16, rt.Int32, rt.Int64:
		if !has("vdboOxXcqU", verb) {
			p.badVerb(v, verb)
			return
		}
		if p.plain(verb, 'd') {
			text = itoa(rt.AsInt(v))
		} else {
			text = formatInt(p.spec(p.meaning(verb, 'd')), rt.AsInt(v))
		}
	case rt.Uint, rt.Uint8, rt.Uint16, rt.Uint32, rt.Uint64, rt.Uintptr:
		if !has("vdboOxXcqU", verb) {
			p.badVerb(v, verb)
			return
		}
		if p.plain(verb, 'd') {
			text = utoa(rt.AsUint(v))
		} else {
			text = formatUint(p.spec(p.meaning(verb, 'd')), rt.AsUint(v))
		}
	case rt.Bool:
		if !has("vt", verb) {
			p.badVerb(v, verb)
			return
		}
		text = formatBool(p.spec(p.meaning(verb, 't')), rt.AsUint(v) != 0)
	default:
		if !has("vbgGxXfFeE", verb) {
			p.badVerb(v, verb)
			return
		}
		verb = p.meaning(verb, 'g')
		switch kind {
		case rt.Float32:
			text = formatFloat32(p.spec(verb), float32(rt.AsFloat(v)))
		case rt.Float64:
			text = formatFloat64(p.spec(verb), rt.AsFloat(v))
		case rt.Complex64:
			text = formatComplex64(p.spec(verb), complex64(rt.AsComplex(v)))
		case rt.Complex128:
			text = formatComplex128(p.spec(verb), rt.AsComplex(v))
		}
	}
	p.buf = append(p.buf, text...)
}

// string prints s, which may be the text of p.arg, with a verb for strings.
func (p *printer) string(s string, verb rune) {
	if p.plain(verb, 's') {
		p.buf = append(p.buf, s...)
		return
	}
	p.buf = append(p.buf, formatString(p.spec(p.meaning(verb, 's')), s)...)
}

// bytes prints b, of a type with that name.
func (p *printer) bytes(b []byte, verb rune, name string) {
	switch verb {
	case 's', 'x', 'X', 'q':
		p.buf = append(p.buf, formatBytes(p.spec(verb), b)...)
	case 'v', 'd':
		if p.sharpV {
			p.buf = append(p.buf, name...)
			if b == nil {
				p.buf = append(p.buf, "(nil)"...)
				return
			}
			p.buf = append(p.buf, '{')
			for i, c := range b {
				if i > 0 {
					p.buf = append(p.buf, ", "...)
				}
				p.hex(uint64(c), true)
			}
			p.buf = append(p.buf, '}')
			return
		}
		spec := p.spec('d')
		p.buf = append(p.buf, '[')
		for i, c := range b {
			if i > 0 {
				p.buf = append(p.buf, ' ')
			}
			p.buf = append(p.buf, formatUint(spec, uint64(c))...)
		}
		p.buf = append(p.buf, ']')
	default:
		p.value(b, verb, 0, false)
	}
}

// hex prints an address or a byte in base 16.
func (p *printer) hex(u uint64, prefix bool) {
	old := p.flags
	p.sharp, p.sharpV = prefix, false
	p.buf = append(p.buf, formatUint(p.spec('x'), u)...)
	p.flags = old
}

// pad prints s with the directive's width.
func (p *printer) pad(s string) {
	old := p.flags
	p.hasPrec, p.sharpV = false, false
	p.string(s, 's')
	p.flags = old
}

// plain tells whether the directive is %v, or % and the verb also, and no more.
func (p *printer) plain(verb, also rune) bool {
	return (verb == 'v' || verb == also) && !p.hasWid && !p.hasPrec && !p.sharpV &&
		!p.plus && !p.sharp && !p.space
}

// meaning returns the verb that %v stands for. Only %#v is a verb of its own; flags that a
// wrong verb left behind mean to %v what they mean to that other verb.
func (p *printer) meaning(verb, v rune) rune {
	if verb == 'v' && !p.sharpV {
		return v
	}
	return verb
}

// spec returns the directive at work, with another verb.
func (p *printer) spec(verb rune) string {
	b := make([]byte, 0, 24)
	b = append(b, '%')
	if p.plus {
		b = append(b, '+')
	}
	if p.minus {
		b = append(b, '-')
	}
	if p.sharp || p.sharpV {
		b = append(b, '#')
	}
	if p.space {
		b = append(b, ' ')
	}
	if p.zero {
		b = append(b, '0')
	}
	if p.hasWid {
		b = append(b, itoa(int64(p.wid))...)
	}
	if p.hasPrec {
		b = append(b, '.')
		b = append(b, itoa(int64(p.prec))...)
	}
	return string(append(b, byte(verb)))
}

// has tells whether verb is one of verbs.
func has(verbs string, verb rune) bool {
	return verb < utf8.RuneSelf && rt.FindByte(verbs, byte(verb)) >= 0
}
