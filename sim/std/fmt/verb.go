//go:build gopherscope

package fmt

import (
	"internal/rt"
	"unicode/utf8"
)

// The flags of a directive.
type flags struct {
	hasWid, hasPrec bool
	minus, plus     bool
	sharp, space    bool
	zero            bool
	plusV, sharpV   bool // %+v and %#v, which are not plus and sharp of another verb
	wid, prec       int
}

// tooLarge is the bound of widths and precisions.
const tooLarge = 1e6

// printf prints after format.
func (p *printer) printf(format string, a []any) {
	argNum := 0
	p.reordered = false
	for i := 0; i < len(format); {
		text := i
		for i < len(format) && format[i] != '%' {
			i++
		}
		if i > text {
			p.buf = append(p.buf, format[text:i]...)
		}
		if i == len(format) {
			break
		}
		i, argNum = p.directive(format, i+1, a, argNum)
	}
	if p.reordered || argNum >= len(a) {
		return
	}
	p.flags = flags{}
	p.buf = append(p.buf, "%!(EXTRA "...)
	for i, arg := range a[argNum:] {
		if i > 0 {
			p.buf = append(p.buf, ", "...)
		}
		if arg == nil {
			p.buf = append(p.buf, "<nil>"...)
			continue
		}
		p.buf = append(p.buf, rt.TypeName(rt.TypeOf(arg))...)
		p.buf = append(p.buf, '=')
		p.printArg(arg, 'v')
	}
	p.buf = append(p.buf, ')')
}

// directive prints the directive that begins after the % before i, and returns where it
// ends and which operand is next.
func (p *printer) directive(format string, i int, a []any, argNum int) (int, int) {
	p.flags = flags{}
	p.badIndex = false
	if i < len(format) && argNum < len(a) && 'a' <= format[i] && format[i] <= 'z' {
		return i + 1, p.operand(a, argNum, rune(format[i])) // most directives are so short
	}
	i = p.readFlags(format, i)

	// [n], width, precision, [n]: each may be missing.
	argNum, i, indexed := p.index(format, i, argNum, len(a))
	if i < len(format) && format[i] == '*' {
		i++
		p.wid, p.hasWid, argNum = intArg(a, argNum)
		if !p.hasWid {
			p.buf = append(p.buf, "%!(BADWIDTH)"...)
		}
		if p.wid < 0 {
			p.wid, p.minus = -p.wid, true
		}
		indexed = false
	} else {
		p.wid, p.hasWid, i = number(format, i)
		if indexed && p.hasWid {
			p.badIndex = true // [n] stands before what it does not apply to
		}
	}
	if i+1 <= len(format) && format[i:i+1] == "." {
		i++
		if indexed {
			p.badIndex = true
		}
		argNum, i, indexed = p.index(format, i, argNum, len(a))
		if i < len(format) && format[i] == '*' {
			i++
			p.prec, p.hasPrec, argNum = intArg(a, argNum)
			if p.prec < 0 {
				p.prec, p.hasPrec = 0, false
			}
			if !p.hasPrec {
				p.buf = append(p.buf, "%!(BADPREC)"...)
			}
			indexed = false
		} else {
			p.prec, _, i = number(format, i)
			p.hasPrec = true
		}
	}
	if !indexed {
		argNum, i, indexed = p.index(format, i, argNum, len(a))
	}

	if i >= len(format) {
		p.buf = append(p.buf, "%!(NOVERB)"...)
		return i, argNum
	}
	verb, size := rune(format[i]), 1
	if verb >= utf8.RuneSelf {
		verb, size = utf8.DecodeRuneInString(format[i:])
	}
	i += size
	switch {
	case verb == '%':
		p.buf = append(p.buf, '%')
		return i, argNum
	case p.badIndex:
		p.complain(verb, "(BADINDEX)")
		return i, argNum
	case argNum >= len(a):
		p.complain(verb, "(MISSING)")
		return i, argNum
	}
	return i, p.operand(a, argNum, verb)
}

// operand prints operand argNum and returns which is next.
func (p *printer) operand(a []any, argNum int, verb rune) int {
	if verb == 'w' {
		p.wrapped = append(p.wrapped, argNum)
	}
	if verb == 'v' || verb == 'w' {
		p.sharpV, p.sharp = p.sharp, false
		p.plusV, p.plus = p.plus, false
	}
	p.printArg(a[argNum], verb)
	return argNum + 1
}

func (p *printer) readFlags(format string, i int) int {
	for ; i < len(format); i++ {
		switch format[i] {
		case '#':
			p.sharp = true
		case '0':
			p.zero = true
		case '+':
			p.plus = true
		case '-':
			p.minus = true
		case ' ':
			p.space = true
		default:
			return i
		}
	}
	return i
}

// index reads an operand's index, [n], if there is one at i.
func (p *printer) index(format string, i, argNum, numArgs int) (newArg, newi int, found bool) {
	if i >= len(format) || format[i] != '[' {
		return argNum, i, false
	}
	p.reordered = true
	for end := i + 1; end < len(format); end++ {
		if format[end] != ']' {
			continue
		}
		n, ok, stop := number(format[:end], i+1)
		if ok && stop == end {
			if 1 <= n && n <= numArgs {
				return n - 1, end + 1, true
			}
			p.badIndex = true
			return argNum, end + 1, true
		}
		p.badIndex = true
		return argNum, end + 1, false
	}
	p.badIndex = true
	return argNum, i + 1, false
}

// number reads a number at i.
func number(s string, i int) (n int, ok bool, newi int) {
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		if n > tooLarge {
			return 0, false, len(s)
		}
		n, ok = n*10+int(s[i]-'0'), true
	}
	return n, ok, i
}

// intArg takes an operand for a width or precision.
func intArg(a []any, argNum int) (n int, ok bool, newArg int) {
	if argNum >= len(a) {
		return 0, false, argNum
	}
	switch arg := a[argNum]; rt.KindOf(arg) {
	case rt.Int, rt.Int8, rt.Int16, rt.Int32, rt.Int64:
		n = int(rt.AsInt(arg))
		ok = true
	case rt.Uint, rt.Uint8, rt.Uint16, rt.Uint32, rt.Uint64, rt.Uintptr:
		n = int(rt.AsUint(arg))
		ok = n >= 0
	}
	if !ok || n > tooLarge || n < -tooLarge {
		return 0, false, argNum + 1
	}
	return n, true, argNum + 1
}

// complain prints %!verb and what is wrong.
func (p *printer) complain(verb rune, what string) {
	p.buf = append(p.buf, "%!"...)
	p.buf = append(p.buf, string(verb)...)
	p.buf = append(p.buf, what...)
}
