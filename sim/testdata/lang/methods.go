// Methods: embedding, promotion, shadowing, method values and expressions, interfaces.
package main

type shape interface {
	area() int
	named
}

type named interface{ name() string }

type base struct{ id string }

func (b base) name() string     { return "base " + b.id }
func (b *base) rename(s string) { b.id = s }

type square struct {
	base
	side int
}

func (s square) area() int { return s.side * s.side }

type rect struct {
	*base
	w, h int
}

func (r rect) area() int    { return r.w * r.h }
func (r rect) name() string { return "rect/" + r.base.name() }

type logged struct {
	shape
	calls int
}

func (l *logged) area() int { l.calls++; return l.shape.area() + 1000 }

type myInt int

func (m myInt) area() int    { return int(m) }
func (m myInt) name() string { return "myInt" }
func (m *myInt) inc() *myInt { *m++; return m }

type fn func(int) int

func (f fn) twice(x int) int { return f(f(x)) }

func total(ss ...shape) (n int) {
	for _, s := range ss {
		n += s.area()
	}
	return
}

func main() {
	sq := square{base{"s"}, 3}
	re := rect{&base{"r"}, 2, 5}
	sq.rename("S")
	re.rename("R")
	println(sq.name(), re.name(), sq.area(), re.area())
	l := &logged{shape: sq}
	println(total(sq, re, l, myInt(7), &re), l.calls, l.name())
	l.shape = l.shape.(square)
	f := l.area
	l.shape = re
	println(f(), l.calls)
	g := shape.name
	println(g(re), square.area(sq), (*logged).area(l))
	m := myInt(1)
	m.inc().inc().inc()
	println(m, fn(func(x int) int { return x*x + 1 }).twice(2))
	var s shape = sq
	copyName := s.name
	sq.rename("later")
	println(copyName(), s.name(), sq.name())
	var n named = s
	_, ok := n.(shape)
	_, ok2 := n.(interface{ rename(string) })
	n = &sq
	_, ok3 := n.(interface{ rename(string) })
	println(ok, ok2, ok3)
	var nilShape shape
	println(nilShape == nil, s == square{base{"S"}, 3}, s == shape(re))
	var pb *logged
	var viaNil shape = pb
	println(viaNil == nil, viaNil.(*logged) == nil)
}
