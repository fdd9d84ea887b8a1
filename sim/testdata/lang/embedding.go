// Embedding: depth rules, interfaces in structs, pointers, generic bases, field shadowing.
package main

import "fmt"

type animal interface {
	sound() string
	name() string
}

type base struct {
	id   int
	tags []string
}

func (b *base) tag(t string) *base { b.tags = append(b.tags, t); return b }
func (b base) describe() string    { return fmt.Sprint("base ", b.id, b.tags) }

type dog struct {
	base
	id string
}

func (d dog) sound() string { return "woof" }
func (d dog) name() string  { return d.id }

type puppy struct {
	*dog
	age int
}

func (p puppy) sound() string { return p.dog.sound() + "!" }

type loud struct{ animal }

func (l loud) sound() string { return l.animal.sound() + l.animal.sound() }

type container[T any] struct{ items []T }

func (c *container[T]) add(x T)  { c.items = append(c.items, x) }
func (c container[T]) size() int { return len(c.items) }

type zoo struct {
	container[animal]
	fmt.Stringer
	city string
}

type label string

func (l label) String() string { return "<" + string(l) + ">" }

type left struct{ x int }
type right struct{ x int }
type both struct {
	left
	right
	y int
}

func (left) who() string   { return "left" }
func (right) side() string { return "right" }

type level1 struct{ level2 }
type level2 struct{ level3 }
type level3 struct{ deep int }

func (l *level3) set(n int) { l.deep = n }

func main() {
	d := dog{base{1, nil}, "Rex"}
	d.tag("brown").tag("big")
	fmt.Println(d.id, d.base.id, d.describe(), d.name())
	p := puppy{&d, 1}
	p.tag("small")
	fmt.Println(d.tags, p.sound(), p.name(), p.id)
	var a animal = loud{p}
	fmt.Println(a.sound(), a.name(), loud{a}.sound())
	z := zoo{city: "Oslo", Stringer: label("z")}
	z.add(d)
	z.add(a)
	fmt.Println(z.size(), z.items[1].sound(), z.String())
	b := both{left{1}, right{2}, 3}
	fmt.Println(b.left.x+b.right.x, b.who(), b.side())
	var l level1
	l.set(5)
	set := l.set
	set(7)
	fmt.Println(l.deep, l.level2.level3.deep)
	f := (*level1).set
	f(&l, 9)
	fmt.Println(l)
	var e struct {
		animal
		n int
	}
	defer func() { fmt.Println("nil inside:", recover()) }()
	e.sound()
}
