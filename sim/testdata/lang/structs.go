// Structs are values: copies, nesting, comparison, pointers to fields.
package main

type point struct{ x, y int }

type line struct {
	from, to point
	name     string
	tags     [2]int8
	ok       bool
}

type node struct {
	val         int
	left, right *node
}

func (n *node) insert(v int) *node {
	if n == nil {
		return &node{val: v}
	}
	if v < n.val {
		n.left = n.left.insert(v)
	} else {
		n.right = n.right.insert(v)
	}
	return n
}

func (n *node) walk(f func(int)) {
	if n == nil {
		return
	}
	n.left.walk(f)
	f(n.val)
	n.right.walk(f)
}

func (p point) plus(q point) point { return point{p.x + q.x, p.y + q.y} }
func (p *point) scale(k int)       { p.x *= k; p.y *= k }

func mk() line { return line{to: point{3, 4}, name: "mk"} }

func main() {
	a := line{point{1, 2}, point{3, 4}, "a", [2]int8{1, -1}, true}
	b := a
	b.to.x = 30
	println(a.to.x, b.to.x, a == b, a.from == b.from, mk().to.y)
	pp := &b.to
	pp.scale(2)
	println(b.to.x, b.to.y)
	b.from.scale(-1)
	println(b.from.x, b.from.y, b.from.plus(*pp).x)
	c := &a
	d := *c
	c.name = "changed"
	println(a.name, d.name)
	anon := struct {
		n int
		s string
	}{4, "anon"}
	println(anon.n, anon.s, anon == struct {
		n int
		s string
	}{4, "anon"})

	var root *node
	for _, v := range []int{5, 2, 8, 1, 9, 3, 7} {
		root = root.insert(v)
	}
	root.walk(func(v int) { print(v, " ") })
	println()

	ps := []point{{1, 1}, {2, 2}}
	for _, p := range ps {
		p.scale(10)
	}
	for i := range ps {
		ps[i].scale(3)
	}
	println(ps[0].x, ps[1].y)
	mp := map[string]*point{"a": {1, 2}}
	mp["a"].x++
	mp["a"].scale(2)
	println(mp["a"].x, mp["a"].y)
	var empty, empty2 struct{}
	println(empty == empty2, len([3]struct{}{}))
	x, y := point{1, 2}, point{3, 4}
	x, y = y, x
	x.x, x.y = x.y, x.x
	println(x.x, x.y, y.x, y.y)
	np := new(line)
	np.tags[1] = -128
	np.tags[1]--
	println(np.tags[1], np.name == "", np.ok)
}
