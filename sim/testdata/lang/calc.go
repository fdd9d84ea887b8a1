// A recursive-descent calculator: interfaces, maps of functions, errors by panic and recover.
package main

import (
	"fmt"
	"strings"
)

type node interface {
	eval(env map[string]float64) float64
}

type (
	num   float64
	ident string
	unary struct {
		op byte
		x  node
	}
	binary struct {
		op   byte
		x, y node
	}
	call struct {
		fn   string
		args []node
	}
)

type syntaxError struct {
	pos int
	msg string
}

func (e syntaxError) Error() string { return fmt.Sprintf("at %d: %s", e.pos, e.msg) }

var funcs = map[string]func(...float64) float64{
	"max": func(xs ...float64) float64 {
		m := xs[0]
		for _, x := range xs[1:] {
			m = max(m, x)
		}
		return m
	},
	"sum": func(xs ...float64) (s float64) {
		for _, x := range xs {
			s += x
		}
		return
	},
}

func (n num) eval(map[string]float64) float64        { return float64(n) }
func (id ident) eval(env map[string]float64) float64 { return env[string(id)] }
func (u unary) eval(env map[string]float64) float64  { return -u.x.eval(env) }
func (b *binary) eval(env map[string]float64) float64 {
	x, y := b.x.eval(env), b.y.eval(env)
	switch b.op {
	case '+':
		return x + y
	case '-':
		return x - y
	case '*':
		return x * y
	case '/':
		return x / y
	}
	panic("unreachable")
}
func (c call) eval(env map[string]float64) float64 {
	args := make([]float64, 0, len(c.args))
	for _, a := range c.args {
		args = append(args, a.eval(env))
	}
	return funcs[c.fn](args...)
}

type parser struct {
	src string
	pos int
}

func (p *parser) peek() byte {
	for p.pos < len(p.src) && p.src[p.pos] == ' ' {
		p.pos++
	}
	if p.pos == len(p.src) {
		return 0
	}
	return p.src[p.pos]
}

func (p *parser) eat(c byte) {
	if p.peek() != c {
		panic(syntaxError{p.pos, fmt.Sprintf("expected %q", c)})
	}
	p.pos++
}

func (p *parser) expr(level int) node {
	if level == 2 {
		return p.primary()
	}
	x := p.expr(level + 1)
	for strings.IndexByte([]string{"+-", "*/"}[level], p.peek()) >= 0 && p.peek() != 0 {
		op := p.peek()
		p.pos++
		x = &binary{op, x, p.expr(level + 1)}
	}
	return x
}

func (p *parser) word(ok func(byte) bool) string {
	start := p.pos
	for p.pos < len(p.src) && ok(p.src[p.pos]) {
		p.pos++
	}
	return p.src[start:p.pos]
}

func (p *parser) primary() node {
	switch c := p.peek(); {
	case c == '-':
		p.pos++
		return unary{'-', p.primary()}
	case c == '(':
		p.eat('(')
		x := p.expr(0)
		p.eat(')')
		return x
	case '0' <= c && c <= '9':
		n := 0.0
		for _, d := range p.word(func(b byte) bool { return '0' <= b && b <= '9' }) {
			n = n*10 + float64(d-'0')
		}
		return num(n)
	case 'a' <= c && c <= 'z':
		name := p.word(func(b byte) bool { return 'a' <= b && b <= 'z' })
		if p.peek() != '(' {
			return ident(name)
		}
		c := call{fn: name}
		for sep := byte('('); p.peek() != ')'; sep = ',' {
			p.eat(sep)
			c.args = append(c.args, p.expr(0))
		}
		p.eat(')')
		return c
	default:
		panic(syntaxError{p.pos, "expected an operand"})
	}
}

func parse(s string) (n node, err error) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case syntaxError:
			err = e
		default:
			panic(e)
		}
	}()
	p := &parser{src: s}
	n = p.expr(0)
	if p.peek() != 0 {
		return nil, syntaxError{p.pos, "unexpected " + p.src[p.pos:]}
	}
	return
}

func main() {
	env := map[string]float64{"x": 3, "pi": 3.25}
	for _, s := range []string{"1+2*3", "(1+2)*-3", "10/4-1", "max(x, 2*x, pi)+sum(1,2,3)", "2*(3", "4 5", "*", "-(-x)"} {
		n, err := parse(s)
		if err != nil {
			fmt.Printf("%-28s error %v\n", s, err)
			continue
		}
		fmt.Printf("%-28s = %v\n", s, n.eval(env))
	}
}
